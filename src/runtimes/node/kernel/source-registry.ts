/** The sources of the program's modules, as they were compiled: for stack traces and the code line above an error. */
import { type ColumnShift, originalColumn } from './modules/source-edits.ts';

export interface CompiledSource {
  /** What the learner wrote, before any rewriting; lines must be the same as in what was compiled. */
  readonly text: string;
  /** Characters that the wrapper put before the first line: columns on line 1 are shifted back by it. */
  readonly firstLineOffset: number;
  /** Where rewriting moved columns; none when absent. */
  readonly shifts?: readonly ColumnShift[];
}

/** A column (from 1) of a stack frame, as the learner's text has it. */
export function learnerColumn(source: CompiledSource, line: number, column: number): number {
  const unwrapped = line === 1 && column > source.firstLineOffset ? column - source.firstLineOffset : column;
  return originalColumn(source.shifts ?? [], line, unwrapped - 1) + 1;
}

/** Keys are file names as they stand in stack frames: absolute paths, or `file:` URLs for ES modules. */
export class SourceRegistry {
  readonly #sources = new Map<string, CompiledSource>();

  /** To be called by whoever compiles a module, before it compiles it. */
  add(name: string, source: CompiledSource): void {
    this.#sources.set(name, source);
  }

  find(name: string): CompiledSource | undefined {
    return this.#sources.get(name);
  }

  /** The file that has this text; one of them, where several have. */
  nameOf(text: string): string | undefined {
    for (const [name, source] of this.#sources) if (source.text === text) return name;
    return undefined;
  }

  /** Line `line` (from 1) of a source, if it is known. */
  line(name: string, line: number): string | undefined {
    return this.#sources.get(name)?.text.split('\n')[line - 1];
  }
}
