/** The whole site in a folder of its own with another course in it, for the real commands an author uses. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeCourse } from '../course/course-fixture.ts';

const root = join(import.meta.dirname, '..', '..');
const COPIED = ['src', 'public', 'scripts', 'astro.config.ts', 'package.json', 'tsconfig.json'];

export interface CommandEnd {
  readonly exitCode: number | null;
  /** stdout and stderr. */
  readonly output: string;
}

/** A course without mistakes (course-fixture.ts) and the site around it. */
export function makeSite() {
  const course = makeCourse();
  for (const name of COPIED) cpSync(join(root, name), join(course.root, name), { recursive: true });
  linkEntries('node_modules', course.root);
  linkEntries('build', course.root);
  const processes = new Set<ChildProcess>();

  function start(script: string, ...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: course.root,
      env: { ...process.env, FORCE_COLOR: '0', NODE_ENV: '', VITEST: '', ASTRO_TELEMETRY_DISABLED: '1' },
    });
    processes.add(child);
    child.once('close', () => processes.delete(child));
    return child;
  }

  return {
    ...course,
    /** Starts a script of the project in the copy; the caller waits for what it needs. */
    start,
    run: (script: string, ...args: string[]): Promise<CommandEnd> => waitForEnd(start(script, ...args)),
    async close(): Promise<void> {
      const ends = [...processes].map((child) => waitForEnd(child));
      for (const child of processes) child.kill();
      await Promise.all(ends);
      course.remove();
    },
  };
}

/** A folder of links: tools may add caches to it without touching those of the project. */
function linkEntries(folder: string, copy: string): void {
  mkdirSync(join(copy, folder));
  const isOwn = (name: string) => !['.astro', '.vite', '.vite-temp', '.cache'].includes(name);
  for (const name of readdirSync(join(root, folder)).filter(isOwn)) {
    symlinkSync(join(root, folder, name), join(copy, folder, name), 'junction');
  }
}

export function waitForEnd(child: ChildProcess): Promise<CommandEnd> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
