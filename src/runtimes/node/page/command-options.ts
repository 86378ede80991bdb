/** Options of Node's command line that the engine takes, by Node's own names (Node.js docs: Command-line API). */

/** Each of them can be turned off too: `--no-warnings`. */
const SWITCHES = new Set([
  'addons',
  'check',
  'deprecation',
  'enable-source-maps',
  'entry-url',
  'experimental-detect-module',
  'experimental-eventsource',
  'experimental-global-navigator',
  'experimental-import-meta-resolve',
  'experimental-import-text',
  'experimental-sqlite',
  'experimental-test-module-mocks',
  'experimental-vm-modules',
  'experimental-websocket',
  'insecure-http-parser',
  'network-family-autoselection',
  'node-snapshot',
  'pending-deprecation',
  'preserve-symlinks',
  'preserve-symlinks-main',
  'print',
  'require-module',
  'strip-types',
  'test',
  'test-force-exit',
  'test-only',
  'test-randomize',
  'test-update-snapshots',
  'throw-deprecation',
  'trace-deprecation',
  'trace-exit',
  'trace-uncaught',
  'trace-warnings',
  'version',
  'warnings',
]);

type ValueKind = 'text' | 'number' | 'list';

const WITH_VALUE: Readonly<Record<string, ValueKind>> = {
  '--conditions': 'list',
  '--disable-proto': 'text',
  '--disable-warning': 'list',
  '--dns-result-order': 'text',
  '--env-file': 'list',
  '--env-file-if-exists': 'list',
  '--eval': 'text',
  '--experimental-loader': 'list',
  '--import': 'list',
  '--input-type': 'text',
  '--max-http-header-size': 'number',
  '--network-family-autoselection-attempt-timeout': 'number',
  '--redirect-warnings': 'text',
  '--require': 'list',
  '--test-concurrency': 'number',
  '--test-global-setup': 'text',
  '--test-isolation': 'text',
  '--test-name-pattern': 'list',
  '--test-random-seed': 'number',
  '--test-reporter': 'list',
  '--test-reporter-destination': 'list',
  '--test-shard': 'text',
  '--test-skip-pattern': 'list',
  '--test-timeout': 'number',
  '--title': 'text',
  '--unhandled-rejections': 'text',
};

const SHORT: Readonly<Record<string, string>> = {
  '-C': '--conditions',
  '-c': '--check',
  '-e': '--eval',
  '-p': '--print',
  '-pe': '--print',
  '-r': '--require',
  '-v': '--version',
  '--loader': '--experimental-loader',
};

/** Other names of switches. */
const SWITCH_NAMES: Readonly<Record<string, string>> = {
  'experimental-require-module': 'require-module',
  'experimental-strip-types': 'strip-types',
};

/** Prints the result of the code that follows. */
const PRINT = '--print';

/** The word that is no option of the engine. */
export class UnknownOption extends Error {
  readonly word: string;

  constructor(word: string) {
    super(`There is no option ${word}.`);
    this.word = word;
  }
}

export interface ParsedOptions {
  readonly options: Record<string, unknown>;
  /** The words as they were given: `process.execArgv`. */
  readonly execArgv: readonly string[];
  /** What follows the options. */
  readonly rest: readonly string[];
}

/** Reads the options at the beginning of `words`. Throws `UnknownOption`. */
export function parseOptions(words: readonly string[]): ParsedOptions {
  const options: Record<string, unknown> = {};
  let next = 0;
  while (words[next]?.startsWith('-')) {
    const [name = '', inline] = splitAtEquals(words[next] as string);
    const longName = SHORT[name] ?? name;
    const kind = WITH_VALUE[longName];
    if (kind) {
      const value = inline ?? words[++next];
      if (value === undefined) throw new UnknownOption(words[next - 1] as string);
      options[longName] = readValue(kind, value, options[longName]);
    } else {
      Object.assign(options, readSwitch(inline === undefined ? longName : (words[next] as string)));
      // The code may follow as a word of its own, or with --eval.
      if (longName === PRINT && words[next + 1]?.startsWith('-') === false) options['--eval'] = words[++next];
    }
    next += 1;
  }
  return { options, execArgv: words.slice(0, next), rest: words.slice(next) };
}

/** Options by the environment that a program is started with; those of its command line count more. Throws `UnknownOption`. */
export function optionsFromEnvironment(env: Readonly<Record<string, string>>): Record<string, unknown> {
  const { NODE_OPTIONS = '', NODE_REDIRECT_WARNINGS: file } = env;
  return {
    ...(env.NODE_NO_WARNINGS === '1' && readSwitch('--no-warnings')),
    ...(env.NODE_PENDING_DEPRECATION === '1' && readSwitch('--pending-deprecation')),
    ...(env.NODE_PRESERVE_SYMLINKS === '1' && readSwitch('--preserve-symlinks')),
    ...(file && { '--redirect-warnings': file }),
    ...parseOptions(NODE_OPTIONS.split(/\s+/).filter((word) => word !== '')).options,
  };
}

function splitAtEquals(word: string): [name: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function readValue(kind: ValueKind, value: string, before: unknown): unknown {
  if (kind === 'number') return Number(value);
  return kind === 'list' ? [...((before as readonly string[] | undefined) ?? []), value] : value;
}

/** Node's library asks for some options by their positive name, for some by their negated one. */
function readSwitch(word: string): Record<string, boolean> {
  const [, no, written = ''] = /^--(no-)?(.+)$/.exec(word) ?? [];
  const name = SWITCH_NAMES[written] ?? written;
  if (!SWITCHES.has(name)) throw new UnknownOption(word);
  return { [`--${name}`]: !no, [`--no-${name}`]: Boolean(no) };
}
