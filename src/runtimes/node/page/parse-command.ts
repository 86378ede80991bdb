/** What of a command line the engine can run. */
import { type ParsedOptions, parseOptions, UnknownOption } from './command-options.ts';

/** What a worker is to start; options by Node's own names. */
export interface NodeCommand {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** The command is none of this engine's: what a shell would have said. */
export interface UnknownCommand {
  readonly exitCode: number;
  readonly complaint: string;
}

const NOT_FOUND = 127;
const BAD_OPTION = 9;

/** With one of these options the command line needs no file. */
const WITHOUT_FILE = ['--test', '--eval', '--version'];

/** Reads `['node', …options, file, …args]`. */
export function parseCommand(command: readonly string[]): NodeCommand | UnknownCommand {
  const [program = '', ...words] = command;
  if (program !== 'node') {
    return { exitCode: NOT_FOUND, complaint: `${program}: command not found. Only "node" can be run here.\n` };
  }
  let parsed: ParsedOptions;
  try {
    parsed = parseOptions(words);
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error;
    return { exitCode: BAD_OPTION, complaint: `node: the embedded Node.js has no option ${error.word}\n` };
  }
  const { options, execArgv, rest: argv } = parsed;
  // One worker runs all files: what real processes would isolate is one world here.
  if (options['--test']) options['--test-isolation'] = 'none';
  if (argv.length === 0 && !WITHOUT_FILE.some((name) => options[name] !== undefined)) {
    return {
      exitCode: BAD_OPTION,
      complaint: 'node: say which file to run, for instance "node main.js". There is no prompt here.\n',
    };
  }
  return { argv, execArgv, options };
}
