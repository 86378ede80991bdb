/** Which commands can be run: `node` with a file of the program. */
import { NotImplementedError } from '../../not-implemented.ts';

const SHELLS: ReadonlySet<string> = new Set(['/bin/sh', 'sh', '/bin/bash', 'bash', 'cmd.exe']);
const NODE = /^(?:\/usr\/local\/bin\/)?node$/;
const PLAIN_WORDS = /^(?:\s*(?:"[^"$`\\]*"|'[^']*'|[^\s"'$`\\|&;<>()*?[\]~#!{}]+))+\s*$/;

/** The words after `node`, or undefined when the program does not exist. Throws for a shell's own language. */
export function readCommand(file: string, args: readonly string[]): readonly string[] | undefined {
  if (NODE.test(file)) return args.slice(1);
  if (!SHELLS.has(file)) return undefined;
  const line = args.at(-1) ?? '';
  const [program = '', ...words] = PLAIN_WORDS.test(line) ? splitWords(line) : [];
  if (NODE.test(program)) return words;
  throw new NotImplementedError(
    `shell, which "${line}" needs. child_process can start "node" with a file of the program, as fork('file.js') does`,
  );
}

function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}
