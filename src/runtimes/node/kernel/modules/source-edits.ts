/** Columns of the result that differ from the source's: after `column` (from 0) of `line` (from 1), by `delta`. */
export interface ColumnShift {
  readonly line: number;
  readonly column: number;
  /** Characters put in, less those taken out. */
  readonly delta: number;
}

/** From a column of an edited line back to the source's; columns count from 0. */
export function originalColumn(shifts: readonly ColumnShift[], line: number, column: number): number {
  let shifted = 0;
  for (const shift of shifts) {
    if (shift.line !== line) continue;
    // Within what an edit put in, the edit's place is the best answer.
    if (column <= shift.column + shifted) break;
    if (column < shift.column + shifted + shift.delta) return shift.column;
    shifted += shift.delta;
  }
  return column - shifted;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Of the two halves of a wrap: where the other one stands. */
  readonly opensAt?: number;
  readonly closesAt?: number;
}

/**
 * Edits of a source text, collected in any order and applied at once. They never add or remove a line break, so line
 * numbers of the result are those of the source; `blank` keeps columns too.
 */
export class SourceEdits {
  readonly #edits: Edit[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(position: number, text: string): void {
    this.replace(position, position, text);
  }

  /**
   * Puts a range between two texts. Wraps nest as their ranges do, whoever adds them first; of two with one range, the
   * first added is the outer one. At one place they close before, and open after, what `insert` puts there.
   */
  wrap(start: number, end: number, before: string, after: string): void {
    this.#edits.push({ start, end: start, text: before, closesAt: end });
    this.#edits.push({ start: end, end, text: after, opensAt: start });
  }

  /** Replaces a range by spaces, line breaks kept. */
  blank(source: string, start: number, end: number): void {
    this.replace(start, end, source.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, ' '));
  }

  /** How the columns of `apply(source)` differ from the source's, in the order of the text. */
  columnShifts(source: string): ColumnShift[] {
    const shifts: ColumnShift[] = [];
    let line = 1;
    let lineStart = 0;
    let scanned = 0;
    for (const { start, end, text } of inOrder(this.#edits)) {
      for (let at = source.indexOf('\n', scanned); at >= 0 && at < start; at = source.indexOf('\n', at + 1)) {
        line += 1;
        lineStart = at + 1;
      }
      scanned = Math.max(scanned, lineStart);
      const delta = text.length - (end - start);
      if (delta !== 0) shifts.push({ line, column: start - lineStart, delta });
    }
    return shifts;
  }

  /** From an offset in `apply(source)` back to the source's; within what an edit put in, the edit's start. */
  originalOffset(offset: number): number {
    let shifted = 0;
    for (const { start, end, text } of inOrder(this.#edits)) {
      if (offset <= start + shifted) break;
      if (offset < start + shifted + text.length) return start;
      shifted += text.length - (end - start);
    }
    return offset - shifted;
  }

  /** The source with these edits and, where given, others. Edits may touch, not overlap. */
  apply(source: string, others?: SourceEdits): string {
    let result = '';
    let position = 0;
    for (const edit of inOrder([...this.#edits, ...(others === undefined ? [] : others.#edits)])) {
      result += source.slice(position, edit.start) + edit.text;
      position = edit.end;
    }
    return result + source.slice(position);
  }
}

/** By place; at one place what closes a wrap, the inner ones first, then insertions, then what opens one, the outer first. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const turns = new Map(edits.map((edit, turn) => [edit, turn]));
  const since = (a: Edit, b: Edit) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0);
  return edits.toSorted((a, b) => {
    const order = a.start - b.start || a.end - b.end || rankOf(a) - rankOf(b);
    if (order !== 0) return order;
    if (a.opensAt !== undefined && b.opensAt !== undefined) return b.opensAt - a.opensAt || since(b, a);
    if (a.closesAt !== undefined && b.closesAt !== undefined) return b.closesAt - a.closesAt || since(a, b);
    return since(a, b);
  });
}

function rankOf({ opensAt, closesAt }: Edit): number {
  if (opensAt !== undefined) return 0;
  return closesAt === undefined ? 1 : 2;
}

/** `base`, or `base` with signs appended until the source does not contain it: a name the learner cannot meet. */
export function freshName(base: string, source: string): string {
  let name = base;
  while (source.includes(name)) name += '_';
  return name;
}
