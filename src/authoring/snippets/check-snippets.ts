/** Checks the programs of a text: each parses, and prints what the text says it prints. */
import type { AuthoredExercise } from '../../course/course.ts';
import type { Finding } from '../finding.ts';
import type { Schedule } from '../test-exercise.ts';
import { describePlace, type Snippet } from './find-snippets.ts';
import { parseSnippets } from './parse-snippets.ts';
import { runSnippet } from './run-snippet.ts';

interface CheckSnippetsOptions {
  /** For snippets that run in the solution of an exercise. */
  readonly exercises: ReadonlyMap<string, AuthoredExercise>;
  /** Default: everything at once. */
  readonly schedule?: Schedule;
}

/** What the author should change, in the order of the text. */
export async function checkSnippets(
  snippets: readonly Snippet[],
  { exercises, schedule = (work) => work() }: CheckSnippetsOptions,
): Promise<Finding[]> {
  const unparsed = await schedule(() => parseSnippets(snippets.filter(({ isFragment }) => !isFragment)));
  const ran = snippets
    .filter((snippet) => !unparsed.some(({ subject }) => subject === describePlace(snippet)))
    .map((snippet) => schedule(() => compareOutput(snippet, exercises)));
  return [...unparsed, ...(await Promise.all(ran)).flat()];
}

async function compareOutput(
  snippet: Snippet,
  exercises: ReadonlyMap<string, AuthoredExercise>,
): Promise<readonly Finding[]> {
  const { output, exercise: id } = snippet;
  if (output === undefined) return [];
  const exercise = id === undefined ? undefined : exercises.get(id)?.exercise;
  if (id !== undefined && !exercise) {
    const happened = `There is no exercise "${id}" that can be loaded.`;
    return [
      { subject: describePlace(snippet), expected: `with="${id}" names an exercise`, happened, hint: 'Name one.' },
    ];
  }
  const printed = await runSnippet(snippet, exercise);
  if (normalizeOutput(printed) === normalizeOutput(output)) return [];
  return [
    {
      subject: describePlace(snippet),
      expected: `the output that is shown:\n${normalizeOutput(output)}`,
      happened: `The program printed:\n${normalizeOutput(printed)}`,
      hint: 'Correct the program, or copy what it prints into the text. Give output that differs each time another title than "Output".',
    },
  ];
}

/** Without blanks at the ends of lines and around everything. */
function normalizeOutput(output: string): string {
  return output
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
