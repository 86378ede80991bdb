/** `process_wrap` and `spawn_sync`: child processes are further workers that run the program's own files. */
import { HandleWrap } from '../../async-wrap.ts';
import type { BindingFactory, Kernel } from '../../kernel.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import { type ChildProcess, type SpawnRequest, startChildProcess } from './start-child-process.ts';

/** `uv_process_kill` with 0 only asks whether the process is there. */
const PROBE = 0;

const children = new WeakMap<Kernel, Map<number, ChildProcess>>();

/** `process.kill()` of a child: whether there is one with this number. */
export function killChildProcess(kernel: Kernel, processId: number, signal: number): boolean {
  const child = children.get(kernel)?.get(processId);
  if (child && signal !== PROBE) child.kill(signal);
  return child !== undefined;
}

export const createProcessWrapBinding: BindingFactory = (kernel, stub) => {
  const running = new Map<number, ChildProcess>();
  children.set(kernel, running);
  return Object.assign(stub, {
    Process: class Process extends HandleWrap {
      /** Undefined until something was started. */
      pid: number | undefined;
      onexit: unknown;
      #child: ChildProcess | undefined;

      constructor() {
        super(kernel, 'PROCESSWRAP');
      }

      override get active(): boolean {
        return this.#child !== undefined;
      }

      spawn(...[file, args, cwd, envPairs, stdio]: SpawnRequest): number {
        const started = startChildProcess(kernel, [file, args, cwd, envPairs, stdio], (code, signal) => {
          running.delete(this.pid ?? 0);
          this.#child = undefined;
          this.makeCallback(this.onexit, code, signal);
        });
        if (typeof started === 'number') return started;
        this.#child = started;
        running.set(started.processId, started);
        this.pid = started.processId;
        return 0;
      }

      kill(signal: number): number {
        if (!this.#child) return kernel.uvErrors.errno('ESRCH');
        if (signal !== PROBE) this.#child.kill(signal);
        return 0;
      }
    },
  });
};

export const createSpawnSyncBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    spawn(): never {
      throw new NotImplementedError(
        'child_process.spawnSync(), execSync() or execFileSync(): the program would have to wait without giving way. ' +
          'Use spawn(), exec() or fork()',
      );
    },
  });
