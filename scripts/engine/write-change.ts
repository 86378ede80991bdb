/** What a program changed in the engine, done to the folder on this machine. */
import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { RunEvent } from '../../src/runtimes/runtime.ts';

/** Writes or removes one file under `folder`. A path that leads out of it is refused: a program chose it. */
export function writeChange(
  folder: string,
  { path, content }: Extract<RunEvent, { type: 'file-kept' }>,
): 'done' | 'refused' {
  const target = resolve(folder, path);
  if (!target.startsWith(resolve(folder) + sep) || leadsThroughLink(folder, path)) {
    return 'refused';
  }
  if (content === undefined) {
    rmSync(target, { force: true });
    return 'done';
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  return 'done';
}

/** Whether a part of the path is a link on this machine: what is behind it may be anywhere. */
function leadsThroughLink(folder: string, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => {
    const part = join(folder, ...parts.slice(0, index + 1));
    return lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  });
}
