/** What `npm run engine -- …` is asked to do. */
import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseOptions, UnknownOption } from '../../src/runtimes/node/page/command-options.ts';
import type { Stack } from '../../src/runtimes/runtime.ts';
import type { BrowserName } from './browser.ts';
import { UsageError } from './usage-error.ts';

export interface EngineCommand {
  readonly stack: Stack;
  readonly browser: BrowserName;
  /** Folder of the project, absolute; undefined when the program needs no files. */
  readonly folder: string | undefined;
  /** As the runtime contract wants it, for instance `['node', 'main.js']`. */
  readonly command: readonly string[];
  /** What becomes of files that the program changed: thrown away with the engine, or written into the folder. */
  readonly changes: 'dropped' | 'written';
}

export const ENGINE_USAGE = `Usage: npm run -s engine -- [--firefox] [--write] node [--project DIR] FILE [ARGUMENT …]
       npm run -s engine -- [--firefox] [--write] node --test [FILE …]
       npm run -s engine -- [--firefox] [--write] node [--project DIR] -e CODE
       npm run -s engine -- [--firefox] [--write] django DIR COMMAND [ARGUMENT …]

Runs a program in the embedded engine, as a learner's browser would, without a window.

  node     FILE, with the folder it is in as its project. --project DIR takes another folder that holds FILE.
           Options of Node.js stand before FILE. With --test the project is the folder you are in, with -e it is empty.
  django   manage.py COMMAND in the project folder DIR.

  --firefox   in Firefox instead of Chromium
  --write     write files that the program made, changed or removed into the folder, as makemigrations needs
  --help      this text

Standard output and standard error come apart, standard input is passed on, and the exit code is the program's
(2: this command was used wrongly, 70: the engine broke down, 130: stopped with Ctrl+C). The project is copied: without
--write, what the program writes stays in the engine. A server listens inside the engine only. -s keeps npm's own lines away.`;

const USAGE_HINT = 'See npm run engine -- --help.';

/** Reads the arguments; `from` is the folder that their paths start from. Undefined when help is asked for. */
export function parseEngineCommand(args: readonly string[], from: string): EngineCommand | undefined {
  const words = [...args];
  let browser: BrowserName = 'chromium';
  let changes: EngineCommand['changes'] = 'dropped';
  while (words[0]?.startsWith('-')) {
    const option = words.shift();
    if (option === '--help' || option === '-h') return undefined;
    if (option === '--firefox') browser = 'firefox';
    else if (option === '--write') changes = 'written';
    else throw new UsageError(`There is no option ${option}.`, USAGE_HINT);
  }
  const [stack, ...rest] = words;
  if (stack === 'node') {
    const program = parseNode(rest, from);
    if (changes === 'written' && program.folder === undefined)
      throw new UsageError('--write needs a folder to write into.', 'Name it with --project DIR.');
    return { stack, browser, changes, ...program };
  }
  if (stack === 'django') return { stack, browser, changes, ...parseDjango(rest, from) };
  if (stack === undefined) throw new UsageError('Say what to run: node or django.', USAGE_HINT);
  throw new UsageError(`There is no engine "${stack}".`, 'Write node or django first, then what to run.');
}

/** Options that make a command without a file complete. */
const WITHOUT_FILE = /^(?:-e|--eval(?:=.*)?|-p|-pe|--print(?:=.*)?|-v|--version)$/;

type Program = Pick<EngineCommand, 'folder' | 'command'>;

function parseNode(words: readonly string[], from: string): Program {
  const { project, rest } = takeProject(words);
  const { options, file, args } = splitAtFile(rest);
  const misplaced = options.find((option) => option === '--firefox' || option === '--write');
  if (misplaced) throw new UsageError(`${misplaced} is no option of Node.js.`, 'Write it before "node".');
  if (options.includes('--test')) return { folder: resolve(from, project ?? '.'), command: ['node', ...rest] };
  if (options.some((option) => WITHOUT_FILE.test(option)))
    return { folder: project && resolve(from, project), command: ['node', ...rest] };
  if (file === undefined) throw new UsageError('Say which file to run.', USAGE_HINT);
  const path = resolve(from, file);
  requireKind(path, file, 'file');
  const folder = project === undefined ? dirname(path) : resolve(from, project);
  const inProject = relative(folder, path);
  if (inProject.startsWith('..')) {
    throw new UsageError(`${file} is not in ${project}.`, 'With --project, name a folder that holds the file.');
  }
  return { folder, command: ['node', ...options, inProject.split(sep).join('/'), ...args] };
}

interface NodeWords {
  readonly options: readonly string[];
  readonly file: string | undefined;
  readonly args: readonly string[];
}

/** An option that the engine does not have is left to it to complain about. */
function splitAtFile(words: readonly string[]): NodeWords {
  let fileIndex: number;
  try {
    fileIndex = parseOptions(words).execArgv.length;
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error;
    fileIndex = words.findIndex((word) => !word.startsWith('-'));
    if (fileIndex < 0) fileIndex = words.length;
  }
  const [file, ...args] = words.slice(fileIndex);
  return { options: words.slice(0, fileIndex), file, args };
}

/** `--project DIR` may stand among the options, before FILE. */
function takeProject(words: readonly string[]): { project: string | undefined; rest: readonly string[] } {
  const index = words.indexOf('--project');
  const isOption = index >= 0 && splitAtFile(words.slice(0, index)).file === undefined;
  if (!isOption) return { project: undefined, rest: words };
  const project = words[index + 1];
  if (project === undefined) throw new UsageError('--project lacks its folder.', 'Write --project DIR FILE.');
  return { project, rest: words.toSpliced(index, 2) };
}

function parseDjango([dir, ...command]: readonly string[], from: string): Program {
  if (dir === undefined) throw new UsageError('Say which Django project to run a command in.', USAGE_HINT);
  const folder = resolve(from, dir);
  requireKind(folder, dir, 'folder');
  if (!statSync(resolve(folder, 'manage.py'), { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`${dir} has no manage.py.`, 'Name the folder of a Django project.');
  }
  if (command.length === 0) {
    throw new UsageError('Say which command of manage.py to run.', 'For instance: npm run engine -- django DIR check');
  }
  return { folder, command: ['python', 'manage.py', ...command] };
}

function requireKind(path: string, given: string, kind: 'file' | 'folder'): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`There is no ${kind} ${given}.`, 'Paths start from the folder you are in.');
  const isRight = kind === 'file' ? stat.isFile() : stat.isDirectory();
  if (!isRight) throw new UsageError(`${given} is not a ${kind}.`, USAGE_HINT);
}
