/** Two texts, line by line and within lines. A chunk of its own: it brings the `diff` library. */
import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of a line. */
export interface DifferencePart {
  readonly text: string;
  readonly isDifferent: boolean;
}

/** A line of the comparison: `both` sides have it, or one of them. */
export interface DifferenceLine {
  readonly side: 'expected' | 'actual' | 'both';
  readonly parts: readonly DifferencePart[];
}

/** Above this many characters on one side, lines are not compared within: it would take too long. */
const FINE_UP_TO = 20_000;

/** Texts that have next to nothing in common take long to compare; then they are shown one after the other. */
const GIVE_UP_AFTER_MS = 300;

/** Compares. Lines of one side come before those of the other where they differ. */
export function compareTexts(expected: string, actual: string): readonly DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  const changes = diffLines(endLine(expected), endLine(actual), { timeout: GIVE_UP_AFTER_MS });
  if (!changes) return [...toLines('expected', whole(expected)), ...toLines('actual', whole(actual))];
  for (let index = 0; index < changes.length; index += 1) {
    const change = changes[index];
    const next = changes[index + 1];
    if (!change) continue;
    if (change.removed && next?.added) {
      append(lines, compareWithin(cutLastEnd(change.value), cutLastEnd(next.value)));
      index += 1;
    } else {
      const side = change.removed ? 'expected' : change.added ? 'actual' : 'both';
      append(lines, toLines(side, whole(cutLastEnd(change.value))));
    }
  }
  return lines;
}

function compareWithin(expected: string, actual: string): DifferenceLine[] {
  if (Math.max(expected.length, actual.length) > FINE_UP_TO) {
    return [...toLines('expected', whole(expected)), ...toLines('actual', whole(actual))];
  }
  const changes = diffWordsWithSpace(expected, actual, { timeout: GIVE_UP_AFTER_MS });
  if (!changes) return [...toLines('expected', whole(expected)), ...toLines('actual', whole(actual))];
  const pick = (side: 'removed' | 'added', other: 'removed' | 'added') =>
    changes.filter((change) => !change[other]).map((change) => ({ text: change.value, isDifferent: change[side] }));
  return [...toLines('expected', pick('removed', 'added')), ...toLines('actual', pick('added', 'removed'))];
}

/** Splits parts where lines end. A difference that cannot be seen otherwise gets signs. */
function toLines(side: DifferenceLine['side'], parts: readonly DifferencePart[]): DifferenceLine[] {
  const lines: DifferencePart[][] = [[]];
  for (const { text, isDifferent } of parts) {
    text.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ text: isDifferent ? showBlanks(piece) : piece, isDifferent });
    });
  }
  return lines.map((line) => ({ side, parts: line }));
}

/** Not `push(...)`: a spread of very many arguments overflows the stack. */
function append(lines: DifferenceLine[], more: readonly DifferenceLine[]): void {
  for (const line of more) lines.push(line);
}

function whole(text: string): DifferencePart[] {
  return [{ text, isDifferent: false }];
}

function showBlanks(text: string): string {
  return text.trim() === '' ? text.replaceAll(' ', '·').replaceAll('\t', '→') : text;
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function cutLastEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
