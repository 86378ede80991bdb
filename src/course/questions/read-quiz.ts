/** Reads `<Quiz>`. */
import type { Question } from '../question.ts';
import {
  attributesOf,
  choicesOf,
  type QuestionElement,
  type QuestionPlace,
  renderChildren,
  renderInline,
  textOf,
} from './question-element.ts';

export function readQuiz(element: QuestionElement, id: string, place: QuestionPlace): Question {
  const { select = 'one' } = attributesOf(element);
  const choices = choicesOf(element);
  const right = choices.filter((choice) => 'right' in attributesOf(choice)).length;
  if (choices.length < 2) place.report('There is nothing to choose from.', 'Write two or more <Choice why="…">.');
  else if (select === 'one' && right !== 1)
    place.report(`${right} choices are right, not 1.`, 'Mark one <Choice right why="…">, or write select="several".');
  else if (right === 0) place.report('No choice is right.', 'Mark those that are: <Choice right why="…">.');
  for (const choice of choices.filter((choice) => !attributesOf(choice).why))
    place.report(
      `"${textOf(choice).slice(0, 40)}" is not explained.`,
      'Write <Choice why="…">: why it is right, or why somebody could think so.',
    );
  return {
    kind: 'quiz',
    id,
    select: select === 'several' ? 'several' : 'one',
    choices: choices.map((choice) => ({
      html: renderChildren(choice, place),
      isRight: 'right' in attributesOf(choice),
      why: renderInline(attributesOf(choice).why ?? ''),
    })),
  };
}
