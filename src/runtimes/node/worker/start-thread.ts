import { becomeThread } from '../kernel/bindings/worker.ts';
import { runThreadScript } from '../kernel/boot.ts';
import { finishProgram } from '../kernel/finish-program.ts';
import type { Pause } from '../kernel/loop-driver.ts';
import type { NodeKernel } from '../kernel/node-kernel.ts';
import { threadOf } from '../kernel/threads/thread.ts';
import type { ThreadSetup } from '../kernel/threads/thread-setup.ts';
import { startChildProcess } from './start-child-process.ts';

/** The number of the thread that every run begins with. */
const MAIN_THREAD = 0;

/** Takes the place of a thread that another worker of the program prepared, and runs it to its end. */
export function startThread(kernel: NodeKernel, setup: ThreadSetup, ports: readonly MessagePort[]): void {
  const thread = threadOf(kernel);
  thread.settle(setup);
  const { fileSystem } = kernel;
  fileSystem.credentials = setup.credentials;
  fileSystem.umask = setup.umask;
  fileSystem.workingDirectory = setup.program.workingDirectory;
  kernel.program = setup.program;
  if (setup.kind === 'process') {
    startChildProcess(kernel, setup, ports);
    return;
  }
  kernel.standardInput.end();
  const port = setup.relayed ?? ports[0];
  if (port) thread.environmentPort = thread.links.import({ port, mailboxes: setup.mailboxes }, MAIN_THREAD);
  becomeThread(kernel, thread, setup);
  kernel.driver.start(runThread(kernel));
}

function* runThread(kernel: NodeKernel): Generator<Pause, void> {
  yield* kernel.loop.runStep(() => runThreadScript(kernel));
  yield* kernel.loop.run();
  yield* finishProgram(kernel);
}
