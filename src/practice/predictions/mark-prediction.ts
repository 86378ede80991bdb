/** Marks a prediction against what the program printed. */
import { normalizeOutput } from '../../course/program.ts';
import type { Prediction } from '../../course/question.ts';
import { readAnswer } from '../../course/read-answer.ts';
import type { AnswerOutcome } from '../../progress/record-kinds.ts';

export interface Marking {
  readonly outcome: Exclude<AnswerOutcome, 'skipped'>;
  /** How right it was, in a sentence. */
  readonly verdict: string;
  /** What differs first, in a sentence; absent when nothing does. */
  readonly difference?: string;
  /** Which line of the output differs first, from 0. */
  readonly differsAt?: number;
  /** Line by line, for predictions of several lines. */
  readonly rows: readonly MarkedRow[];
}

export interface MarkedRow {
  readonly expected: string | undefined;
  readonly came: string | undefined;
}

/** `given`: lines in order, or one text. Nothing when the output does not have what was asked for. */
export function markPrediction(prediction: Prediction, given: readonly string[], printed: string): Marking | undefined {
  const answer = readAnswer(prediction, printed);
  if (answer === undefined) return undefined;
  if (prediction.ask === 'number') return markNumber(prediction, Number(given[0]), Number(answer));
  if (prediction.ask === 'pick') {
    const isRight = given[0] === answer;
    const chosen = isRight ? {} : { difference: `You expected “${given[0]}”; “${answer}” came.` };
    return {
      outcome: isRight ? 'right' : 'wrong',
      verdict: isRight ? 'Right.' : 'Not this time.',
      ...chosen,
      rows: [],
    };
  }
  return markLines(linesOf(given.join('\n')), linesOf(answer));
}

function markNumber({ tolerance = 0, unit }: Prediction, given: number, answer: number): Marking {
  const isRight = Math.abs(given - answer) <= tolerance;
  const name = unit === undefined ? '' : ` ${unit}`;
  if (given === answer) return { outcome: 'right', verdict: `Right: ${answer}${name}.`, rows: [] };
  const came = `You expected ${given}${name}; it was ${answer}.`;
  if (isRight) return { outcome: 'right', verdict: `Right: close enough. ${came}`, rows: [] };
  return { outcome: 'wrong', verdict: 'Not this time.', difference: came, rows: [] };
}

function markLines(expected: readonly string[], came: readonly string[]): Marking {
  const length = Math.max(expected.length, came.length);
  const rows = Array.from({ length }, (_, at) => ({ expected: expected[at], came: came[at] }));
  const right = rows.filter((row) => row.expected === row.came).length;
  if (right === length) {
    return {
      outcome: 'right',
      verdict: length === 1 ? 'Right.' : 'Right: it printed exactly this.',
      rows: length > 1 ? rows : [],
    };
  }
  const at = rows.findIndex((row) => row.expected !== row.came);
  return {
    outcome: right === 0 ? 'wrong' : 'partly-right',
    verdict: right === 0 ? 'Not this time.' : `Partly right: ${right} of ${length} lines are as you said.`,
    difference: describeRow(rows[at] as MarkedRow, at, length),
    differsAt: at,
    rows: length > 1 ? rows : [],
  };
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

function describeRow({ expected, came }: MarkedRow, at: number, length: number): string {
  const place = length === 1 ? '' : ` ${ORDINALS[at] ?? `as line ${at + 1}`}`;
  if (expected === undefined) return `After your last line, “${came}” came.`;
  if (came === undefined) return `You expected “${expected}”${place}; nothing more came.`;
  return `You expected “${expected}”${place}; “${came}” came.`;
}

function linesOf(text: string): string[] {
  return normalizeOutput(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
}
