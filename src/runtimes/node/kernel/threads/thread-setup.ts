import type { Credentials } from '../file-system/file-system.ts';
import type { ProgramSettings } from '../kernel.ts';
import type { ListenPlace } from '../network/addresses.ts';
import type { MailboxPairState } from './mailbox-pair.ts';
import type { RelayedEnd } from './page-relay.ts';
import type { FileSnapshot } from './shared-files.ts';

/** What a worker that another one started is told: all of it is cloned by the browser. */
export interface ThreadSetup {
  /** `thread`: of `worker_threads`. `process`: a child process. */
  readonly kind: 'thread' | 'process';
  readonly threadId: number;
  readonly threadName: string;
  readonly processId: number;
  readonly parentProcessId: number;
  readonly program: ProgramSettings;
  readonly files: FileSnapshot;
  readonly credentials: Credentials;
  readonly umask: number;
  /** Names the run: its threads find each other's broadcasts by it. */
  readonly runId: string;
  readonly counters: SharedArrayBuffer | undefined;
  /** Which ports servers of the run hold. */
  readonly serverPorts: SharedArrayBuffer | undefined;
  /** As the library's array has them; threads only. */
  readonly resourceLimits: Float64Array;
  /** `performance.timeOrigin` of the process, µs; threads only. */
  readonly timeOrigin?: number;
  /** Of the port to the thread that started this one; threads only. */
  readonly mailboxes?: MailboxPairState | undefined;
  /** That port, where it leads through the page. */
  readonly relayed?: RelayedEnd | undefined;
  /** What the descriptors of a child process are. */
  readonly descriptors: readonly DescriptorSetup[];
}

/** A descriptor from 0 on: one of the parent's streams, or a pipe that `ports[port]` leads through. */
export type DescriptorSetup =
  | { readonly type: 'inherit'; readonly descriptor: number }
  | { readonly type: 'pipe'; readonly port: number }
  | { readonly type: 'ignore' };

/** Asks the page for a worker. `ports` move to it. */
export interface ThreadStart {
  /** Unique among what this worker starts. */
  readonly id: number;
  readonly setup: ThreadSetup;
  readonly ports: readonly MessagePort[];
}

/** How a program ended. */
export interface ProgramExit {
  readonly code: number;
  /** The number of the signal that ended it. */
  readonly signal?: number;
  /** What it did to the files, for the worker that started it: the page does not look into it. */
  readonly fileChanges?: unknown;
}

/** What the worker that started it hears. */
export interface ThreadEnd extends ProgramExit {
  /** The page did not start it, or it broke down: why. */
  readonly failure?: string;
  /** Where it and what it started still listened. */
  readonly listened?: readonly ListenPlace[];
}
