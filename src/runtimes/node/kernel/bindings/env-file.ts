import { readTextAt } from '../file-system/whole-files.ts';
import type { Kernel } from '../kernel.ts';
import type { NodeKernel } from '../node-kernel.ts';

/** Node's exit code for options that it cannot follow. */
const EXIT_BAD_OPTION = 9;
/** As in Node, a value is empty when the line ends right there; after spaces it may begin on the next line. */
const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)[^\S\n]*=(?:(?=\n)|\s*)((?:"[^"]*"|'[^']*'|`[^`]*`|[^\n])*)/gm;
const QUOTED = /^(["'`])([\s\S]*?)\1/;

/** Parses the text of an `.env` file as `node --env-file` does (Node.js src/node_dotenv.cc). */
export function parseEnvFile(text: string): Record<string, string> {
  const variables = Object.create(null) as Record<string, string>;
  for (const [, name = '', rawValue = ''] of text.replaceAll('\r\n', '\n').matchAll(ASSIGNMENT)) {
    variables[name] = parseValue(rawValue.trim());
  }
  return variables;
}

function parseValue(raw: string): string {
  const [, quote, quoted] = QUOTED.exec(raw) ?? [];
  if (quoted === undefined) return raw.replace(/\s*#.*$/, '');
  // Only double quotes know escapes.
  return quote === '"' ? quoted.replaceAll('\\n', '\n') : quoted;
}

/** Adds what the environment does not have yet. */
export function addVariables(kernel: Kernel, variables: Readonly<Record<string, string>>): void {
  const env = kernel.process.env as Record<string, string>;
  for (const [name, value] of Object.entries(variables)) if (!(name in env)) env[name] = value;
}

/** `--env-file` and `--env-file-if-exists`, before the program; of several files the last one counts. */
export function readEnvFiles(kernel: NodeKernel): void {
  const { options } = kernel.program;
  const variables: Record<string, string> = {};
  const paths = (name: string) => (options[name] ?? []) as readonly string[];
  for (const path of [...paths('--env-file-if-exists'), ...paths('--env-file')]) {
    const text = readTextAt(kernel.fileSystem, path);
    if (text !== undefined) Object.assign(variables, parseEnvFile(text));
    else if (paths('--env-file').includes(path)) refuse(kernel, path);
    else say(kernel, `${path} not found. Continuing without it.`);
  }
  addVariables(kernel, variables);
}

function refuse(kernel: NodeKernel, path: string): never {
  say(kernel, `/usr/local/bin/node: ${path}: not found`);
  return kernel.exitNow(EXIT_BAD_OPTION);
}

function say(kernel: NodeKernel, line: string): void {
  kernel.output(2, kernel.natives.encodeUtf8(`${line}\n`));
}
