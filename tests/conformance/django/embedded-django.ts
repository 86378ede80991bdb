/** Runs packages of Django's own tests in the engine: one page of one Chromium, one interpreter per package. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { PackageCollector } from './collect-package.ts';
import { SCRIPT } from './native-python.ts';
import type { Outcome, OutcomeReader } from './outcome-reader.ts';
import { runUntilThrough } from './run-until-through.ts';

export class EmbeddedDjango {
  readonly #collector: PackageCollector;
  readonly #silenceLimitMs: number;
  readonly #opened: Promise<{ browser: EngineBrowser; runtime: Runtime }>;

  /** `root`: the folder that holds `tests/`. A test of which nothing is heard for `silenceLimitMs` is stopped. */
  constructor(root: string, silenceLimitMs: number) {
    this.#collector = new PackageCollector(join(root, 'tests'));
    this.#silenceLimitMs = silenceLimitMs;
    this.#opened = openEngineBrowser().then(async (browser) => ({ browser, runtime: await browser.open('django') }));
    // Whoever asks for an outcome hears of it.
    this.#opened.catch(() => undefined);
  }

  /** Outcomes by test id. `labels`: only these tests of the package, for instance `basic.tests.ModelTest`. */
  async outcomes(name: string, labels: readonly string[] = [name]): Promise<Map<string, Outcome>> {
    const { runtime } = await this.#opened;
    const script = { [basename(SCRIPT)]: readFileSync(SCRIPT, 'utf8') };
    const project = { ...this.#collector.collect(name), ...script };
    return runUntilThrough(async (skip, reader) => {
      const words = ['python', basename(SCRIPT), ...labels, ...(skip.length > 0 ? ['--skip', ...skip] : [])];
      return this.#start(runtime, project, words, reader);
    });
  }

  async close(): Promise<void> {
    await (await this.#opened).browser.close();
  }

  async #start(
    runtime: Runtime,
    project: Parameters<Runtime['run']>[0],
    words: readonly string[],
    reader: OutcomeReader,
  ): Promise<string> {
    const silence = new AbortController();
    const stop = () => silence.abort();
    let timer = setTimeout(stop, this.#silenceLimitMs);
    const end = await runtime.run(project, words, {
      signal: silence.signal,
      onEvent: (event) => {
        clearTimeout(timer);
        timer = setTimeout(stop, this.#silenceLimitMs);
        if (event.type === 'output') reader.read(event.text);
      },
    });
    clearTimeout(timer);
    if (end.outcome === 'stopped') return `not finished after ${this.#silenceLimitMs / 1000} s`;
    return end.outcome === 'crashed' ? end.message : `exit code ${end.exitCode}`;
  }
}
