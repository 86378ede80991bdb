/** Places of a traced program: its edited text names each by a number, and the trace tells what the number means. */
import type { Program } from 'acorn';
import type { TraceLocation } from '../../../trace.ts';
import type { SourceEdits } from '../modules/source-edits.ts';

/** The number of the place at `start` (an offset in the source); with `end`, of a function that reaches to there. */
export type SiteNumbers = (start: number, end?: number) => number;

/** What compiling does for a module that is traced. */
export interface ModuleTrace {
  readonly sites: SiteNumbers;
  /** Adds the edits that say where the program is. */
  markCalls(program: Program, edits: SourceEdits): void;
  /** The function of a CommonJS module, which records its evaluation. */
  watchFunction(compiled: unknown): unknown;
  /** Runs an ES module's code, recorded. */
  evaluate<Result>(run: () => Result): Result;
}

/** All places of a run, numbered from 1. */
export class TraceSites {
  readonly #locations: TraceLocation[] = [];
  #taken = 0;

  /** Numbers the places of one source. */
  numbersOf(file: string, source: string): SiteNumbers {
    const lineStarts = [0];
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lineStarts.push(at + 1);
    return (start, end) => {
      const line = lineAt(lineStarts, start);
      const column = start - (lineStarts[line - 1] ?? 0) + 1;
      const endLine = end === undefined ? undefined : lineAt(lineStarts, end);
      this.#locations.push({ file, line, column, ...(endLine !== undefined && { endLine }) });
      return this.#locations.length;
    };
  }

  /** Those that were numbered since the last time. */
  takeNew(): readonly TraceLocation[] {
    const fresh = this.#locations.slice(this.#taken);
    this.#taken = this.#locations.length;
    return fresh;
  }

  at(site: number): TraceLocation | undefined {
    return this.#locations[site - 1];
  }
}

function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
