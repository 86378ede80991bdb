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

/**
 * Edits of a source text, collected in any order and applied at once. They never add or remove a line break, so line
 * numbers of the result are those of the source; `blank` keeps columns too.
 */
export class SourceEdits {
  readonly #edits: { start: number; end: number; text: string }[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(position: number, text: string): void {
    this.replace(position, position, text);
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
    for (const { start, end, text } of this.#sorted()) {
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
    for (const { start, end, text } of this.#sorted()) {
      if (offset <= start + shifted) break;
      if (offset < start + shifted + text.length) return start;
      shifted += text.length - (end - start);
    }
    return offset - shifted;
  }

  #sorted(): { start: number; end: number; text: string }[] {
    return this.#edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }

  /** The source with these edits and, where given, others. Edits may touch, not overlap. */
  apply(source: string, others?: SourceEdits): string {
    const edits = [...this.#edits, ...(others === undefined ? [] : others.#edits)];
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    let result = '';
    let position = 0;
    for (const edit of edits) {
      result += source.slice(position, edit.start) + edit.text;
      position = edit.end;
    }
    return result + source.slice(position);
  }
}

/** `base`, or `base` with signs appended until the source does not contain it: a name the learner cannot meet. */
export function freshName(base: string, source: string): string {
  let name = base;
  while (source.includes(name)) name += '_';
  return name;
}
