/** What CPython with the wheels of the bundle makes of Django's tests: only what passes there is asked of the engine. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WHEELS } from '../../../src/runtimes/django/bundle/versions.ts';
import { NATIVE_PYTHON } from '../../runtimes/django/projects.ts';
import { type Outcome, outcomeSchema } from './outcome-reader.ts';
import { runUntilThrough } from './run-until-through.ts';

/** A test of which nothing is heard for so long hangs. */
const SILENCE_LIMIT_MS = 120_000;

export const SCRIPT = join(import.meta.dirname, 'run_packages.py');

const keptSchema = z.record(z.string(), z.record(z.string(), outcomeSchema));

/** Outcomes are kept beside the tests: they change only with the versions. */
export class NativePython {
  readonly #root: string;
  readonly #cacheFile: string;
  readonly #known: z.infer<typeof keptSchema>;

  /** `root`: the folder that holds `tests/`. */
  constructor(root: string) {
    this.#root = root;
    this.#cacheFile = join(root, `native-outcomes-django-${WHEELS.django}.json`);
    this.#known = readKept(this.#cacheFile);
  }

  async outcomes(name: string): Promise<Map<string, Outcome>> {
    const known = this.#known[name];
    if (known) return new Map(Object.entries(known));
    const outcomes = await runUntilThrough((skip, reader) => this.#start(name, skip, (text) => reader.read(text)));
    this.#known[name] = Object.fromEntries(outcomes);
    writeFileSync(this.#cacheFile, JSON.stringify(this.#known));
    return outcomes;
  }

  #start(name: string, skip: readonly string[], onText: (text: string) => void): Promise<string> {
    const child = spawn(NATIVE_PYTHON, ['-B', SCRIPT, name, ...(skip.length > 0 ? ['--skip', ...skip] : [])], {
      cwd: join(this.#root, 'tests'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    let timer = setTimeout(kill, SILENCE_LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        clearTimeout(timer);
        timer = setTimeout(kill, SILENCE_LIMIT_MS);
        onText(text);
      });
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        resolve(signal ? `killed after ${SILENCE_LIMIT_MS / 1000} s of silence` : `exit code ${code}`);
      });
    });
  }
}

function readKept(file: string): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
