/** What a lesson asks the learner: predictions, quizzes and Parsons problems. */
import type { CourseStack } from './exercise.ts';

/** How a prediction is given: lines put in order, one of several answers, text, or a number. */
export type PredictionAsk = 'order' | 'pick' | 'write' | 'number';

/** What a program will do, asked before it runs. There is no answer in it: that is what the program then prints. */
export interface Prediction {
  readonly kind: 'prediction';
  /** Unique in the course. */
  readonly id: string;
  readonly ask: PredictionAsk;
  /** A regular expression: its first group, in what the program prints, is the answer. Absent: all that it prints. */
  readonly find?: string;
  /** `order`: the lines that it prints, shuffled. */
  readonly lines?: readonly string[];
  /** `pick`: the answers to choose from. */
  readonly choices?: readonly PredictedChoice[];
  /** `number`: how far off is still right. */
  readonly tolerance?: number;
  /** `number`: what is counted, for instance `ms`. */
  readonly unit?: string;
}

export interface PredictedChoice {
  /** What the program prints when this is right. */
  readonly prints: string;
  readonly html: string;
}

/** A question with answers to choose from, each with its explanation. */
export interface Quiz {
  readonly kind: 'quiz';
  readonly id: string;
  readonly select: 'one' | 'several';
  readonly choices: readonly QuizChoice[];
}

export interface QuizChoice {
  readonly html: string;
  readonly isRight: boolean;
  /** Why it is right or wrong, as HTML. */
  readonly why: string;
}

/** A program in pieces: its lines, shuffled, with some that do not belong. */
export interface Parsons {
  readonly kind: 'parsons';
  readonly id: string;
  readonly stack: CourseStack;
  /** The name of the program's file. */
  readonly name: string;
  readonly exercise?: string;
  /** Without indentation. */
  readonly lines: readonly string[];
  /** What the program must print. */
  readonly output: string;
}

export type Question = Prediction | Quiz | Parsons;
