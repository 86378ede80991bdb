/** Brings a question of a text to life. Loaded when one comes into view. */
import { type ComponentChild, hydrate } from 'preact';
import type { Program } from '../../course/program.ts';
import type { Question } from '../../course/question.ts';
import type { AnswerOutcome } from '../../progress/record-kinds.ts';
import { sharedProgress } from '../../progress/shared-progress.ts';
import { attachStyles } from '../../workspace/attach-styles.ts';
import { ParsonsForm } from '../parsons/ParsonsForm.tsx';
import { PredictionForm } from '../predictions/PredictionForm.tsx';
import { lightLines } from '../programs/light-lines.ts';
import { readProgram } from '../programs/read-program.ts';
import { QuizForm } from '../quizzes/QuizForm.tsx';
import { OUTCOME_WORDS, type QuestionHost } from './question-host.ts';
import { runProgram } from './run-program.ts';

/** Where a question is asked: in its lesson, or again in a review, which wants to know how it went. */
export type Asking =
  | { readonly where: 'lesson' }
  | { readonly where: 'review'; readonly onAnswer: (questionId: string, outcome: AnswerOutcome) => void };

/** Connects the element of a question. Call it once for each. */
export function openQuestion(element: HTMLElement, asking: Asking): void {
  const place = element.querySelector('.question-place');
  if (!place) return;
  attachStyles();
  // The page is our own: it was made from what src/course has checked.
  const question = JSON.parse(element.querySelector('.question-data')?.textContent ?? '') as Question;
  hydrate(drawForm(question, makeHost(element, question, asking)), place);
  place.setAttribute('data-alive', '');
}

/** Shows beside the kind of the question how the learner's answer turned out. */
function showOutcome(element: HTMLElement, outcome: AnswerOutcome): void {
  const state = element.querySelector<HTMLElement>('.question-state');
  if (!state) return;
  state.dataset.outcome = outcome;
  state.textContent = OUTCOME_WORDS[outcome];
}

function drawForm(question: Question, host: QuestionHost): ComponentChild {
  switch (question.kind) {
    case 'prediction':
      return <PredictionForm question={question} host={host} />;
    case 'quiz':
      return <QuizForm question={question} host={host} />;
    case 'parsons':
      return <ParsonsForm question={question} host={host} />;
  }
}

function makeHost(element: HTMLElement, question: Question, asking: Asking): QuestionHost {
  const { answers } = sharedProgress();
  const readOutcome = () => {
    const given = answers.read(question.id);
    // A prediction is what was said before anything ran; a program may be put together in several tries.
    return question.kind === 'parsons' ? given?.latest.outcome : given?.first.outcome;
  };
  const earlier = asking.where === 'lesson' ? readOutcome() : undefined;
  if (earlier) showOutcome(element, earlier);
  return {
    isAnswered: earlier !== undefined,
    record(answer) {
      if (asking.where === 'review') asking.onAnswer(question.id, answer.outcome);
      else {
        answers.record(question.id, answer);
        noteFinished();
      }
      showOutcome(element, (asking.where === 'lesson' ? readOutcome() : undefined) ?? answer.outcome);
    },
    run: ({ code, trace = [] }) => runProgram(findProgram(element, question, code), trace),
    light: (location) => lightLines(element, location),
    reveal: () => reveal(element),
  };
}

/** A lesson is finished when all of its questions are answered or skipped. Parsons problems do not come back. */
function noteFinished(): void {
  const { lesson } = document.body.dataset;
  const questions = [...document.querySelectorAll<HTMLElement>('[data-question]')];
  const idOf = ({ dataset }: HTMLElement) => dataset.question ?? '';
  const progress = sharedProgress();
  if (lesson === undefined || !questions.every((asked) => progress.answers.read(idOf(asked)))) return;
  progress.recordLessonFinished(lesson, questions.filter(({ dataset }) => dataset.kind !== 'parsons').map(idOf));
}

/** A Parsons problem runs the learner's order of lines, a prediction the program that is shown. */
function findProgram(element: HTMLElement, question: Question, code: string | undefined): Program {
  const figure = element.querySelector<HTMLElement>('figure[data-run]');
  if (!figure) throw new Error(`The question "${question.id}" has no program.`);
  const program = readProgram(figure);
  return code === undefined ? program : { ...program, code };
}

/** Shows the author's answer, and lets the learner try the program out. */
function reveal(element: HTMLElement): void {
  element.dataset.stage = 'answered';
  const answer = element.querySelector('details.answer');
  if (answer instanceof HTMLDetailsElement) answer.open = true;
}
