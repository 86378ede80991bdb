/** Checks the programs of a text: each parses, and prints what the text says it prints. */
import type { AuthoredExercise } from '../../course/course.ts';
import { describePlace, type Snippet } from '../../course/load-snippets.ts';
import { normalizeOutput } from '../../course/program.ts';
import type { Finding } from '../finding.ts';
import type { Schedule } from '../test-exercise.ts';
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
  const { printed, exitCode } = await runSnippet(snippet, exercise);
  if (snippet.isUnstable) return exitCode === 0 ? [] : [describeFailure(snippet, printed, exitCode)];
  if (normalizeOutput(printed) === normalizeOutput(output)) return [];
  return [
    {
      subject: describePlace(snippet),
      expected: `the output that is shown:\n${normalizeOutput(output)}`,
      happened: `The program printed:\n${normalizeOutput(printed)}`,
      hint: 'Correct the program, or copy what it prints into the text. If it differs each time, mark the program "unstable" and give the output the title "Output of one run".',
    },
  ];
}

/** An unstable program has no output to compare with, but it must come to its end. */
function describeFailure(snippet: Snippet, printed: string, exitCode: number | null): Finding {
  return {
    subject: describePlace(snippet),
    expected: 'a program that ends without an error',
    happened: `${exitCode === null ? 'It was stopped: it took too long' : `Exit code ${exitCode}`}, after printing:\n${printed}`,
    hint: 'Correct the program.',
  };
}
