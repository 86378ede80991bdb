/** Reads the questions of a lesson: <Predict>, <Quiz> and <Parsons> with what is in them. */
import type { Question } from './question.ts';
import { attributesOf, type QuestionElement, type QuestionPlace } from './questions/question-element.ts';
import { readParsons } from './questions/read-parsons.ts';
import { readPrediction } from './questions/read-prediction.ts';
import { readQuiz } from './questions/read-quiz.ts';

type Read = (element: QuestionElement, id: string, place: QuestionPlace) => Question | undefined;

const READERS: Readonly<Record<string, Read>> = { Predict: readPrediction, Quiz: readQuiz, Parsons: readParsons };

/** Whether an element is a question. */
export function isQuestionName(name: string | null): boolean {
  return Object.hasOwn(READERS, name ?? '');
}

/** Reads a question; nothing when something is wrong with it that has been reported here or by the component's rules. */
export function loadQuestion(element: QuestionElement, place: QuestionPlace): Question | undefined {
  const { id } = attributesOf(element);
  if (id === undefined) return undefined;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    place.report(`"${id}" cannot be the id of a question.`, 'Write lower-case words joined by hyphens.');
    return undefined;
  }
  return READERS[element.name ?? '']?.(element, id, place);
}
