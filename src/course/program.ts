/** Programs of lessons, and the one way to run them: in the tab, on an author's machine and in the tests. */
import type { CourseStack } from './exercise.ts';

/** A file of a program. */
export interface ProgramFile {
  readonly name: string;
  readonly code: string;
}

/** A program that can run. */
export interface Program extends ProgramFile {
  readonly stack: CourseStack;
  /** Files beside it. */
  readonly companions: readonly ProgramFile[];
  /** Id of the exercise in whose solution it runs. */
  readonly exercise?: string;
}

/** The program's own files by path. They overlay the solution of its exercise. */
export function filesOf({ name, code, companions }: Omit<Program, 'stack'>): Record<string, string> {
  return Object.fromEntries([...companions, { name, code }].map((file) => [file.name, file.code]));
}

/**
 * The command that runs it. In a Django exercise it runs as `manage.py shell` would run it, with the tables made; from
 * its file, so that a traceback names lines of it. One command, because each run of an engine has a world of its own.
 */
export function commandOf({ stack, name, exercise }: Omit<Program, 'companions' | 'code'>): readonly string[] {
  if (stack === 'node') return ['node', name];
  if (exercise === undefined) return ['python', name];
  const code = [
    'from django.core.management import call_command',
    'call_command("migrate", run_syncdb=True, verbosity=0)',
    `exec(compile(open("${name}", encoding="utf-8").read(), "${name}", "exec"))`,
  ];
  return ['python', 'manage.py', 'shell', '-v0', '-c', code.join('\n')];
}

/** Output as it is compared: without blanks at the ends of lines and around everything. */
export function normalizeOutput(output: string): string {
  return output
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
