/** Reads `<Parsons>`. */
import type { MdastNode } from 'satteri';
import { DEFAULT_NAMES, isProgramLanguage, PROGRAM_LANGUAGES, readFenceMeta } from '../fence.ts';
import { fencesIn, outputIn } from '../load-snippets.ts';
import type { Question } from '../question.ts';
import { shuffle } from '../shuffle.ts';
import { elementsIn, type QuestionElement, type QuestionPlace } from './question-element.ts';

export function readParsons(element: QuestionElement, id: string, place: QuestionPlace): Question | undefined {
  const answer = elementsIn(element).find(({ name }) => name === 'Answer');
  const fences = answer ? fencesIn(answer as MdastNode) : [];
  const isOfDistractors = (meta: string | null | undefined) => readFenceMeta(meta ?? '').words.includes('distractors');
  const solution = fences.find(
    ({ lang, meta }) => isProgramLanguage(lang) && readFenceMeta(meta ?? '').words.includes('run'),
  );
  const output = outputIn(element as MdastNode)?.value;
  if (!solution || !isProgramLanguage(solution.lang) || output === undefined) {
    const hint = 'Show what it must print (```text title="Output"), and put the program, marked "run", into <Answer>.';
    place.report('There is no program to put together.', hint);
    return undefined;
  }
  if (readFenceMeta(solution.meta ?? '').words.includes('unstable'))
    place.report(
      'What this program prints differs from run to run.',
      'A Parsons problem is graded by its output: give it one.',
    );
  const linesOf = (code: string) =>
    code
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const distractors = fences.filter(({ meta }) => isOfDistractors(meta)).flatMap(({ value }) => linesOf(value));
  const { title, exercise } = readFenceMeta(solution.meta ?? '');
  return {
    kind: 'parsons',
    id,
    stack: PROGRAM_LANGUAGES[solution.lang],
    name: title ?? DEFAULT_NAMES[solution.lang],
    ...(exercise !== undefined && { exercise }),
    lines: shuffle([...linesOf(solution.value), ...distractors], id),
    output,
  };
}
