import type { AsyncWrap, HandleWrap } from '../async-wrap.ts';
import type { Kernel } from '../kernel.ts';

/** Names by provider, where they are not the class's name with `Wrap`. */
const NAMES: Readonly<Record<string, string>> = {
  TCPWRAP: 'TCPSocketWrap',
  TCPSERVERWRAP: 'TCPServerWrap',
  PIPESERVERWRAP: 'PipeServerWrap',
  FSREQCALLBACK: 'FSReqCallback',
};

/** Referenced ones, whether they wait for something or not (Node.js src/node_process_methods.cc: GetActiveHandles). */
export function activeHandles(kernel: Kernel): HandleWrap[] {
  return [...kernel.handles.handles].filter((handle) => handle.hasRef());
}

/** `process.getActiveResourcesInfo()`: what keeps the loop alive, by type. */
export function activeResourcesInfo(kernel: Kernel): string[] {
  const nameOf = (resource: AsyncWrap) => NAMES[resource.provider] ?? `${resource.constructor.name}Wrap`;
  return [
    ...[...kernel.handles.requests].map(nameOf),
    ...activeHandles(kernel).map(nameOf),
    ...Array.from({ length: kernel.timers.timeoutInfo[0] ?? 0 }, () => 'Timeout'),
    ...Array.from({ length: kernel.timers.immediateInfo[1] ?? 0 }, () => 'Immediate'),
  ];
}

/** The object of the library that a handle works for: a socket, a server. */
export function ownerOf({ symbols }: Kernel, handle: HandleWrap): unknown {
  const { owner_symbol: symbol } = symbols.isolate;
  return (symbol && Reflect.get(handle, symbol)) ?? handle;
}
