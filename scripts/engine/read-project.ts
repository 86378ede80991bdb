/** A folder of this machine as a project of a runtime. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileContent, Project } from '../../src/runtimes/runtime.ts';
import { UsageError } from './usage-error.ts';

/** A project larger than this is refused: it would be copied into the browser's memory. */
export const PROJECT_LIMIT_BYTES = 50_000_000;

/** History is no part of a program. */
const LEFT_OUT = ['.git'];

interface Reading {
  readonly root: string;
  readonly files: Record<string, FileContent>;
  readonly limitBytes: number;
  bytes: number;
}

/** Reads all files below `root`, `node_modules` included; links count as what they lead to. */
export function readProject(root: string, limitBytes = PROJECT_LIMIT_BYTES): Project {
  const reading: Reading = { root, files: {}, limitBytes, bytes: 0 };
  readFolder('', reading, []);
  return reading.files;
}

/** `above`: real paths of the folders that this one is in. Links may lead around in circles. */
function readFolder(folder: string, reading: Reading, above: readonly string[]): void {
  const real = realpathSync(join(reading.root, folder));
  if (above.includes(real)) return;
  for (const entry of readdirSync(real, { withFileTypes: true })) {
    if (LEFT_OUT.includes(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = kindOf(entry, join(real, entry.name));
    if (kind === 'folder') readFolder(path, reading, [...above, real]);
    else if (kind === 'file') readFile(path, reading);
  }
}

function kindOf(entry: Dirent, path: string): 'file' | 'folder' | 'other' {
  // A link that leads nowhere is nothing.
  const stat = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
  if (stat?.isDirectory()) return 'folder';
  return stat?.isFile() ? 'file' : 'other';
}

function readFile(path: string, reading: Reading): void {
  const full = join(reading.root, path);
  // Before it is read: one file may be larger than the memory.
  reading.bytes += statSync(full).size;
  if (reading.bytes > reading.limitBytes) {
    throw new UsageError(
      `${reading.root} holds more than the ${reading.limitBytes / 1_000_000} MB that the engine takes.`,
      'Keep the program in a folder of its own, or name a smaller one with --project.',
    );
  }
  reading.files[path] = decode(readFileSync(full));
}

/** Text where it is text: it travels as it is, bytes do not. */
function decode(bytes: Buffer): FileContent {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
