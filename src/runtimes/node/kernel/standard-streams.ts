import { type Device, S_IFCHR } from './file-system/inode.ts';
import { O_WRONLY, OpenFile } from './file-system/open-file.ts';
import type { Kernel } from './kernel.ts';

const READ_ONLY = 0;

/** Opens the descriptors 0, 1 and 2: the program's input and output. */
export function openStandardStreams(kernel: Kernel): void {
  const input: Device = {
    read: (length) => kernel.standardInput.readNow(length),
    write: () => undefined,
  };
  const output = (descriptor: number): Device => ({
    read: () => new Uint8Array(0),
    write: (bytes) => kernel.output(descriptor, bytes),
  });
  open(kernel, READ_ONLY, input);
  open(kernel, O_WRONLY, output(1));
  open(kernel, O_WRONLY, output(2));
}

function open(kernel: Kernel, flags: number, device: Device): void {
  const { fileSystem } = kernel;
  const inode = fileSystem.newDevice(S_IFCHR, 0o600, device);
  const place = { parent: undefined, name: '', path: '' };
  fileSystem.descriptors.add(new OpenFile(inode, flags, place, fileSystem.watches, fileSystem.stamps));
}
