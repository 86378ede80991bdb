/** Reads `<Predict>`. */
import { snippetsIn } from '../load-snippets.ts';
import type { Prediction, PredictionAsk, Question } from '../question.ts';
import { readAnswer } from '../read-answer.ts';
import { shuffle } from '../shuffle.ts';
import {
  attributesOf,
  choicesOf,
  type QuestionElement,
  type QuestionPlace,
  renderChildren,
} from './question-element.ts';

export function readPrediction(element: QuestionElement, id: string, place: QuestionPlace): Question | undefined {
  const { ask, find, tolerance, unit } = attributesOf(element);
  const programs = snippetsIn(element, place).filter(({ isRun }) => isRun);
  const [program] = programs;
  if (!program || programs.length > 1) {
    const hint = 'Put one program marked "run" into <Predict>, and what it prints into its <Answer>.';
    place.report(`There are ${programs.length} programs to predict, not 1.`, hint);
    return undefined;
  }
  const isGuess = ask === 'number' && tolerance !== undefined;
  if (program.isUnstable && !isGuess) {
    const hint = 'Change the program so that its output has one order, or ask for a number with a tolerance.';
    place.report('What this program prints differs from run to run: nobody can predict it.', hint);
  }
  if (find !== undefined && !isPattern(find)) {
    place.report(
      `"${find}" cannot be found in an output.`,
      'Write a regular expression with one group: "(\\d+) queries".',
    );
    return undefined;
  }
  if (tolerance !== undefined && !(Number(tolerance) >= 0))
    place.report(`"${tolerance}" is no tolerance.`, 'Write a number, for instance tolerance="20".');
  const base = { kind: 'prediction', id, ask: ask as PredictionAsk, ...(find !== undefined && { find }) } as const;
  return ask === undefined
    ? undefined
    : { ...base, ...readAsked(element, base, program.output ?? '', place), ...(unit && { unit }) };
}

/** What the learner is given to answer with. */
function readAsked(
  element: QuestionElement,
  prediction: Pick<Prediction, 'ask' | 'id' | 'find'>,
  output: string,
  place: QuestionPlace,
): Partial<Prediction> {
  const { ask, id } = prediction;
  const choices = choicesOf(element);
  const answer = readAnswer(prediction, output);
  if (ask !== 'pick' && choices.length > 0)
    place.report(`A prediction with ask="${ask}" has no choices.`, 'Write ask="pick", or remove <Choice>.');
  if (ask === 'order') {
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 3) place.report(`There are ${lines.length} lines to order.`, 'Let the program print 3 or more.');
    return { lines: shuffle(lines, id) };
  }
  if (answer === undefined || answer === '' || (ask === 'number' && !Number.isFinite(Number(answer)))) {
    const hint = 'Let the program print it, and say where it is: find="(\\d+) queries" takes what the group matches.';
    place.report('The output does not say what the answer is.', hint);
  }
  if (ask === 'number') return { tolerance: Number(attributesOf(element).tolerance ?? 0) };
  if (ask !== 'pick') return {};
  if (choices.length < 2) place.report('There is nothing to choose from.', 'Write two or more <Choice prints="…">.');
  if (choices.some((choice) => attributesOf(choice).prints === undefined || 'right' in attributesOf(choice))) {
    const hint = 'Write <Choice prints="200">…</Choice>: what the program prints if it is right.';
    place.report('A choice of a prediction is right when the program says so.', hint);
  }
  const right = choices.filter((choice) => attributesOf(choice).prints === answer).length;
  if (right !== 1)
    place.report(
      `${right} choices are what the program prints ("${answer}"), not 1.`,
      'Correct the choices, or "find".',
    );
  return {
    choices: choices.map((choice) => ({
      prints: attributesOf(choice).prints ?? '',
      html: renderChildren(choice, place),
    })),
  };
}

/** A regular expression with exactly one group. */
function isPattern(text: string): boolean {
  try {
    // An alternative that is empty always matches, and then says how many groups there are.
    return new RegExp(`${text}|`).exec('')?.length === 2;
  } catch {
    return false;
  }
}
