/** What the pinned Node itself makes of its older tests: only what passes there can be asked of the engine. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedNode, pinnedVersion } from '../../../src/runtimes/node/lib/pinned-node.ts';
import { COMMON_SETTINGS, type TestFile } from './test-file.ts';

export type RealOutcome = 'passes' | 'fails on the pinned Node too' | 'skips itself on the pinned Node';

/** How long the real Node may take for one test, in ms; a busy machine is no reason to drop a test. */
const LIMIT_MS = 30_000;

/** Outcomes are kept beside the tests: they change only with the version of Node. */
export class RealNode {
  readonly #root: string;
  readonly #cacheFile: string;
  readonly #known: Record<string, RealOutcome>;

  constructor(root: string) {
    this.#root = root;
    this.#cacheFile = join(root, `outcomes-node-${pinnedVersion()}.json`);
    this.#known = readOutcomes(this.#cacheFile);
  }

  async outcome(test: TestFile): Promise<RealOutcome> {
    const known = this.#known[test.name];
    if (known) return known;
    let outcome = await this.#run(test);
    // Once more: a few of them are shaky on a busy machine.
    if (outcome === 'fails on the pinned Node too') outcome = await this.#run(test);
    this.#known[test.name] = outcome;
    return outcome;
  }

  save(): void {
    mkdirSync(dirname(this.#cacheFile), { recursive: true });
    // Another run may have added to it meanwhile.
    const outcomes = { ...readOutcomes(this.#cacheFile), ...this.#known };
    writeFileSync(this.#cacheFile, `${JSON.stringify(outcomes, null, 1)}\n`);
  }

  #run({ name, flags }: TestFile): Promise<RealOutcome> {
    const options = {
      cwd: this.#root,
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL' as const,
      // In a group of its own: a test may leave children that never end, and they end with the group.
      detached: true,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        ...COMMON_SETTINGS,
        NODE_TEST_DIR: tmpdir(),
        TEST_SERIAL_ID: `twinstack-${name.replaceAll(/\W/g, '-')}`,
        NODE_OPTIONS: '',
      },
    };
    return new Promise((resolve) => {
      const child = execFile(pinnedNode(), [...flags, join(this.#root, 'test', name)], options, (error, stdout) => {
        endGroup(child.pid);
        if (error) resolve('fails on the pinned Node too');
        else resolve(skipsItself(stdout) ? 'skips itself on the pinned Node' : 'passes');
      });
      child.stdin?.end();
    });
  }
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // The usual case: nobody is left in it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What `common.skip()` prints. */
export const skipsItself = (stdout: string): boolean => /^1\.\.0 # Skipped/m.test(stdout);

function readOutcomes(file: string): Record<string, RealOutcome> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, RealOutcome>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
