/** Reads a folder of an exercise (starter/, solution/, tests/, a wrong answer) as the files that travel to the page. */
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CourseProblem } from './course-problem.ts';
import { type ExerciseFiles, projectPathSchema } from './exercise.ts';

export interface LoadedFiles {
  readonly files: ExerciseFiles;
  readonly problems: readonly CourseProblem[];
}

/** What tools leave behind in a folder and no author means. */
const LEFTOVERS = new Set(['__pycache__', 'node_modules', '.DS_Store', 'Thumbs.db', '.pytest_cache', 'db.sqlite3']);

interface FilesPlace {
  /** The folder, relative to `root`. */
  readonly folder: string;
  /** Put before each path, for instance `tests/`. */
  readonly prefix?: string;
  /** Files of the folder that are not the project's. */
  readonly ignore?: readonly string[];
}

/** Reads all files under a folder; an absent folder has no files. Paths are relative to the folder, after `prefix`. */
export function loadFiles(root: string, { folder, prefix = '', ignore = [] }: FilesPlace): LoadedFiles {
  const text: Record<string, string> = {};
  const binary: Record<string, string> = {};
  const problems: CourseProblem[] = [];
  for (const entry of listFiles(join(root, folder))) {
    if (ignore.includes(entry.path)) continue;
    const file = `${folder}/${entry.path}`;
    if (entry.isLink) {
      const hint = 'Copy the file here: an exercise must be complete in its own folder.';
      problems.push({ severity: 'error', file, message: 'This is a link.', hint });
      continue;
    }
    const name = projectPathSchema.safeParse(entry.path);
    if (!name.success) {
      const hint = 'Rename it without ".." and without backslashes.';
      problems.push({ severity: 'error', file, message: 'This file name cannot be used in a project.', hint });
      continue;
    }
    const bytes = readFileSync(join(root, file));
    const content = decodeText(bytes);
    if (content === undefined) binary[prefix + entry.path] = bytes.toString('base64');
    else text[prefix + entry.path] = content;
  }
  return { files: { text, binary }, problems };
}

/** The paths of all files, text and binary. */
export function pathsOf(files: ExerciseFiles): string[] {
  return [...Object.keys(files.text), ...Object.keys(files.binary)].sort();
}

/** Text is UTF-8 without NUL; anything else is binary. */
function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function listFiles(folder: string, under = ''): { path: string; isLink: boolean }[] {
  return listEntries(join(folder, under)).flatMap((entry) => {
    if (LEFTOVERS.has(entry.name) || entry.name.endsWith('.pyc')) return [];
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    return entry.isDirectory() ? listFiles(folder, path) : [{ path, isLink: entry.isSymbolicLink() }];
  });
}

/** The entries of a folder in the order of their names; none when it does not exist. */
export function listEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
