/** Lines of what runs: of the program's files, and of Node's library. */
import { readTextAt } from './file-system/whole-files.ts';
import type { Kernel } from './kernel.ts';

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** At most `count` lines of a file, or of a module of Node's library; undefined when there are none. */
export function linesFrom(kernel: Kernel, { file, line }: Place, count: number): readonly string[] | undefined {
  // A module of the library is a function: its first line is the function's head.
  const isLibrary = file.startsWith('node:');
  const first = isLibrary ? line : line - 1;
  const lines = isLibrary ? kernel.library.modules[file.slice('node:'.length)]?.toString() : textOf(kernel, file);
  const found = lines?.split('\n').slice(first, first + count);
  return found?.length ? found : undefined;
}

function textOf({ sources, fileSystem }: Kernel, file: string): string | undefined {
  return sources.find(file)?.text ?? (file.startsWith('/') ? readTextAt(fileSystem, file) : undefined);
}
