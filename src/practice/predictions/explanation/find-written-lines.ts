/** Which callback of a recorded run wrote which line of a prediction's answer. */
import type { Prediction } from '../../../course/question.ts';
import type { CallbackTrace } from '../../../runtimes/read-callback-trace.ts';

/** A line as predictions are marked by: without blanks at its end. */
export interface WrittenLine {
  readonly text: string;
  /** The id of the callback that began to write it; 0 when none did. */
  readonly callback: number;
}

/** The lines of the answer in order, without empty ones. None when the recorded output does not have what was asked for. */
export function findWrittenLines(trace: CallbackTrace, prediction: Pick<Prediction, 'ask' | 'find'>): WrittenLine[] {
  const pieces = trace.output.filter(({ stream }) => stream === 'stdout');
  const printed = pieces.map(({ text }) => text).join('');
  const range = rangeOfAnswer(prediction, printed);
  if (!range) return [];
  const [start, end] = range;
  const lines: WrittenLine[] = [];
  let at = start;
  for (const line of printed.slice(start, end).split('\n')) {
    if (line.trim() !== '') lines.push({ text: line.trimEnd(), callback: writerAt(pieces, at) });
    at += line.length + 1;
  }
  return lines;
}

/** As `readAnswer` finds it (course/read-answer.ts), with its place. */
function rangeOfAnswer({ ask, find }: Pick<Prediction, 'ask' | 'find'>, printed: string): [number, number] | undefined {
  if (find !== undefined) return new RegExp(find, 'dm').exec(printed)?.indices?.[1];
  return ask === 'number' ? /(-?\d+(?:\.\d+)?)/d.exec(printed)?.indices?.[1] : [0, printed.length];
}

function writerAt(pieces: CallbackTrace['output'], offset: number): number {
  let end = 0;
  for (const { text, callback } of pieces) {
    end += text.length;
    if (offset < end) return callback;
  }
  return 0;
}
