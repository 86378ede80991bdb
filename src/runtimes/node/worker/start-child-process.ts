import { runMainScript } from '../kernel/boot.ts';
import { finishProgram } from '../kernel/finish-program.ts';
import type { Pause } from '../kernel/loop-driver.ts';
import type { NodeKernel } from '../kernel/node-kernel.ts';
import { openPipe } from '../kernel/threads/process-pipes.ts';
import { RemoteStream } from '../kernel/threads/remote-stream.ts';
import { threadOf } from '../kernel/threads/thread.ts';
import type { DescriptorSetup, ThreadSetup } from '../kernel/threads/thread-setup.ts';

const STANDARD_STREAMS = 3;
const READ_BYTES = 1 << 16;

/** Opens a child process's descriptors as its parent wants them, and runs it to its end. */
export function startChildProcess(kernel: NodeKernel, setup: ThreadSetup, ports: readonly MessagePort[]): void {
  for (const [descriptor, wanted] of setup.descriptors.entries()) openDescriptor(kernel, descriptor, wanted, ports);
  kernel.driver.start(runProcess(kernel, setup));
}

function openDescriptor(
  kernel: NodeKernel,
  descriptor: number,
  wanted: DescriptorSetup,
  ports: readonly MessagePort[],
): void {
  const { descriptors } = kernel.fileSystem;
  if (wanted.type === 'inherit' && wanted.descriptor === descriptor) return;
  const inherited = wanted.type === 'inherit' ? descriptors.get(wanted.descriptor) : undefined;
  const stream = wanted.type === 'pipe' ? openStream(kernel, ports[wanted.port]) : undefined;
  if (descriptor === 0) {
    if (stream) feedStandardInput(kernel, stream);
    else kernel.standardInput.end();
    return;
  }
  if (descriptor < STANDARD_STREAMS) descriptors.close(descriptor);
  const file = inherited ?? openPipe(kernel, stream);
  descriptors.add(file);
  // The kernel's own words, as for an uncaught error, go the same way.
  if (descriptor < STANDARD_STREAMS) kernel.redirectOutput(descriptor, (bytes) => file.write(bytes, undefined));
}

function openStream(kernel: NodeKernel, port: MessagePort | undefined): RemoteStream | undefined {
  if (!port) return undefined;
  const thread = threadOf(kernel);
  const stream = new RemoteStream(port, () => thread.links.changes);
  thread.pipes.add(stream);
  return stream;
}

function feedStandardInput(kernel: NodeKernel, stream: RemoteStream): void {
  stream.onReadable = () => {
    kernel.loop.postArrival(() => {
      for (let received = stream.read(READ_BYTES); received; received = stream.read(READ_BYTES)) {
        if (typeof received === 'string') {
          kernel.standardInput.end();
          return;
        }
        kernel.standardInput.push(received.bytes);
      }
    });
  };
}

function* runProcess(kernel: NodeKernel, { program }: ThreadSetup): Generator<Pause, void> {
  const { refusal } = program;
  if (refusal) {
    kernel.fileSystem.descriptors.get(2).write(kernel.natives.encodeUtf8(refusal.message), undefined);
    kernel.exitNow(refusal.exitCode);
  }
  yield* kernel.loop.runStep(() => runMainScript(kernel));
  yield* kernel.loop.run();
  yield* finishProgram(kernel);
}
