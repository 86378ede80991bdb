/**
 * The battery: programs that must print and exit in the engine as in the real Node. `battery/<group>/<what-it-shows>`
 * is one file, or a folder with `main.js` (`.mjs`, `.ts` …), further files and perhaps a `run.json`.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files, ProgramRun } from './real-and-embedded.ts';

/** What `run.json` may say of a folder's program. */
interface RunFile {
  readonly args?: readonly string[];
  readonly stdin?: string;
  /** Options of `node` itself, before the file. */
  readonly options?: readonly string[];
}

export interface BatteryProgram extends ProgramRun {
  /** `group/what-it-shows`. */
  readonly name: string;
}

const ENTRY = /^main\.[cm]?[jt]s$/;

/** All programs of the folder, in the order of their names. */
export function readBattery(folder: string): BatteryProgram[] {
  return readdirSync(folder)
    .sort()
    .flatMap((group) =>
      readdirSync(join(folder, group))
        .sort()
        .map((file) => readProgram(join(folder, group, file), `${group}/${file}`)),
    );
}

function readProgram(path: string, name: string): BatteryProgram {
  if (statSync(path).isFile()) {
    const file = name.slice(name.indexOf('/') + 1);
    return { name, files: { [file]: readFileSync(path, 'utf8') }, command: ['node', file] };
  }
  const entry = readdirSync(path).find((file) => ENTRY.test(file));
  const settings = join(path, 'run.json');
  const run = existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as RunFile) : {};
  if (entry === undefined && !run.options?.includes('--test')) throw new Error(`${path} has no main.js or main.mjs.`);
  return {
    name,
    files: readFiles(path),
    command: ['node', ...(run.options ?? []), ...(entry === undefined ? [] : [entry]), ...(run.args ?? [])],
    ...(run.stdin !== undefined && { stdin: run.stdin }),
  };
}

function readFiles(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}
