import type { BindingFactory } from '../kernel.ts';

export const HOST_NAME = 'twinstack';
const GIGABYTE = 2 ** 30;

/** Where the library wants the details of a failed call of libuv. */
interface ErrorContext {
  errno?: number;
  code?: string;
  message?: string;
  syscall?: string;
}

/** A small Linux machine (Node.js src/node_os.cc). */
export const createOsBinding: BindingFactory = (kernel, stub) => {
  let priority = 0;

  const isThisProcess = (pid: number) => pid === 0 || pid === kernel.process.pid;

  function fail(code: string, syscall: string, context: ErrorContext): void {
    const errno = kernel.uvErrors.errno(code);
    Object.assign(context, { errno, code, message: kernel.uvErrors.describe(errno)[1], syscall });
  }

  return Object.assign(stub, {
    getHostname: () => HOST_NAME,
    getOSInformation: () => ['Linux', '6.1.0', '#1 SMP', 'x86_64'],
    getLoadAvg(target: Float64Array) {
      target.fill(0, 0, 3);
    },
    getUptime: () => kernel.natives.now() / 1000,
    getTotalMem: () => 4 * GIGABYTE,
    getFreeMem: () => 2 * GIGABYTE,
    // One processor, flat: model, speed, then user, nice, system, idle and interrupt times.
    getCPUs: () => ['virtual', 1000, 0, 0, 0, 0, 0],
    getAvailableParallelism: () => 1,
    getInterfaceAddresses: () => [
      ...['lo', '127.0.0.1', '255.0.0.0', 'IPv4', '00:00:00:00:00:00', true, -1],
      ...['lo', '::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'IPv6', '00:00:00:00:00:00', true, 0],
    ],
    getHomeDirectory: () => (kernel.process.env as Record<string, string | undefined>).HOME ?? '/home/learner',
    getUserInfo: () => ({
      ...kernel.fileSystem.credentials,
      username: 'learner',
      homedir: '/home/learner',
      shell: '/bin/sh',
    }),
    getPriority(pid: number, context: ErrorContext) {
      if (isThisProcess(pid)) return priority;
      fail('ESRCH', 'uv_os_getpriority', context);
      return undefined;
    },
    setPriority(pid: number, wanted: number, context: ErrorContext) {
      if (!isThisProcess(pid)) fail('ESRCH', 'uv_os_setpriority', context);
      else if (wanted < priority && kernel.fileSystem.credentials.uid !== 0) {
        // Only the superuser makes a process more important.
        fail('EACCES', 'uv_os_setpriority', context);
      } else {
        priority = wanted;
        return 0;
      }
      return context.errno;
    },
  });
};
