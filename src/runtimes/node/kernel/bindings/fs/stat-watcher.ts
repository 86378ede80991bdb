import { HandleWrap } from '../../async-wrap.ts';
import type { Kernel } from '../../kernel.ts';
import { type PathArgument, pathText } from './paths.ts';
import { fillStats, newStatsArray, STATS_FIELDS, type StatsArray } from './stats.ts';

const BIRTH_FIELD = 16;
const INODE_FIELD = 7;

/** `StatWatcher`: looks at a path at intervals, for `fs.watchFile` (libuv `uv_fs_poll_t`). */
export function createStatWatcherClass(kernel: Kernel) {
  return class StatWatcher extends HandleWrap {
    onchange?: unknown;
    readonly #bigint: boolean;
    #started = false;

    constructor(bigint: boolean) {
      super(kernel, 'STATWATCHER');
      this.#bigint = bigint;
    }

    override get active(): boolean {
      return this.#started && !this.closed;
    }

    start(pathArgument: PathArgument, intervalMs: number): number {
      const path = pathText(kernel, pathArgument);
      const look = () => statsAt(kernel, path, this.#bigint);
      this.#started = true;
      // The first look tells the library only when the file is missing.
      kernel.loop.postIo(() => {
        if (this.closed) return;
        let before = look();
        if (before[INODE_FIELD] === zero(before)) this.#report(before, before);
        const poll = () => {
          const now = look();
          if (differs(now, before)) this.#report(now, before);
          before = now;
          kernel.loop.after(intervalMs, poll, this);
        };
        kernel.loop.after(intervalMs, poll, this);
      });
      return 0;
    }

    #report(now: StatsArray, before: StatsArray): void {
      const both = this.#bigint ? new BigInt64Array(2 * STATS_FIELDS) : new Float64Array(2 * STATS_FIELDS);
      (both as Float64Array).set(now as Float64Array, 0);
      (both as Float64Array).set(before as Float64Array, STATS_FIELDS);
      const status = now[INODE_FIELD] === zero(now) ? kernel.uvErrors.errno('ENOENT') : 0;
      this.makeCallback(this.onchange, status, both);
    }
  };
}

function statsAt(kernel: Kernel, path: string, bigint: boolean): StatsArray {
  const inode = kernel.fileSystem.inodeAt(path);
  const stats = newStatsArray(bigint);
  return inode === undefined ? stats : fillStats(inode, stats);
}

function zero(stats: StatsArray): number | bigint {
  return stats instanceof BigInt64Array ? 0n : 0;
}

// Reading alone changes the access time, which libuv leaves out of the comparison.
const ACCESS_FIELDS = new Set([10, 11]);

function differs(a: StatsArray, b: StatsArray): boolean {
  for (let field = 0; field < BIRTH_FIELD + 2; field += 1) {
    if (!ACCESS_FIELDS.has(field) && a[field] !== b[field]) return true;
  }
  return false;
}
