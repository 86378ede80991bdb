import { FileSystemError } from '../file-system/file-system-error.ts';
import { Directory } from '../file-system/inode.ts';
import { readTextAt } from '../file-system/whole-files.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { threadOf } from '../threads/thread.ts';
import { activeHandles, activeResourcesInfo, ownerOf } from './active-resources.ts';
import { killChildProcess } from './child-processes/child-processes.ts';
import { doNothing } from './do-nothing.ts';
import { addVariables, parseEnvFile } from './env-file.ts';
import { raiseSignal } from './signal-wrap.ts';

const MEGABYTE = 2 ** 20;
const ABORT_EXIT_CODE = 134;

/** What `process.hrtime()` adds to the browser's clock. Never near zero: programs subtract. */
export const HIGH_RESOLUTION_BASE_MS = 1e6;

/** The native half of `process` (Node.js src/node_process_methods.cc). */
export const createProcessMethodsBinding: BindingFactory = (kernel, stub) => {
  const { fileSystem, handles, natives } = kernel;
  const began = natives.now();
  const hrtimeBuffer = new Uint32Array(3);
  const hrtimeBigInt = new BigInt64Array(hrtimeBuffer.buffer, 0, 1);
  const hrtimeMs = () => HIGH_RESOLUTION_BASE_MS + natives.now();
  return Object.assign(stub, {
    hrtimeBuffer,
    hrtime() {
      const ms = hrtimeMs();
      const seconds = Math.floor(ms / 1000);
      hrtimeBuffer[0] = Math.floor(seconds / 2 ** 32);
      hrtimeBuffer[1] = seconds >>> 0;
      hrtimeBuffer[2] = Math.round((ms - seconds * 1000) * 1e6);
    },
    hrtimeBigInt() {
      hrtimeBigInt[0] = BigInt(Math.round(hrtimeMs() * 1e6));
    },
    uptime: () => (natives.now() - began) / 1000,
    cwd: () => fileSystem.workingDirectory,
    chdir: (path: string) => changeDirectory(kernel, path),
    umask(mask?: number) {
      const previous = fileSystem.umask;
      if (mask !== undefined) fileSystem.umask = mask & 0o777;
      return previous;
    },
    // A tab does not tell: plausible and constant.
    memoryUsage(target: Float64Array) {
      target.set([50 * MEGABYTE, 20 * MEGABYTE, 10 * MEGABYTE, MEGABYTE, MEGABYTE / 8]);
    },
    rss: () => 50 * MEGABYTE,
    constrainedMemory: () => 0,
    availableMemory: () => 2048 * MEGABYTE,
    cpuUsage: (target: Float64Array) => target.set([(natives.now() - began) * 1000, 0]),
    threadCpuUsage: (target: Float64Array) => target.set([(natives.now() - began) * 1000, 0]),
    resourceUsage: (target: Float64Array) => target.fill(0),
    _getActiveRequests: () => [...handles.requests],
    _getActiveHandles: () => activeHandles(kernel).map((handle) => ownerOf(kernel, handle)),
    getActiveResourcesInfo: () => activeResourcesInfo(kernel),
    reallyExit: (code: number) => kernel.exitNow(code | 0),
    abort: () => kernel.exitNow(ABORT_EXIT_CODE),
    _kill(processId: number, signal: number) {
      if (killChildProcess(kernel, processId, signal)) return 0;
      if (processId !== threadOf(kernel).processId && processId !== 0) return kernel.uvErrors.errno('ESRCH');
      return raiseSignal(kernel, signal);
    },
    _rawDebug: (...parts: unknown[]) => kernel.output(2, natives.encodeUtf8(`${parts.join(' ')}\n`)),
    patchProcessObject: (process: object) => patchProcess(kernel, process),
    loadEnvFile: (path = '.env') => loadEnvFile(kernel, path),
    // The library's own warning function is reached without it.
    setEmitWarningSync: doNothing,
    resetStdioForTesting: doNothing,
  });
};

/** What the library cannot know: who and where the process is. */
function patchProcess(kernel: Kernel, process: object): void {
  const { argv, execArgv } = kernel.program;
  const { processId, parentProcessId } = threadOf(kernel);
  const execPath = '/usr/local/bin/node';
  Object.assign(process, {
    title: kernel.program.options['--title'] ?? 'node',
    argv: [execPath, ...argv],
    execArgv: [...execArgv],
    pid: processId,
    ppid: parentProcessId,
    execPath,
    debugPort: 9229,
  });
}

function changeDirectory(kernel: Kernel, path: string): void {
  const { fileSystem } = kernel;
  try {
    const { inode, path: realPath } = fileSystem.locate(path, 'follow');
    if (!inode) throw new FileSystemError('ENOENT');
    if (!(inode instanceof Directory)) throw new FileSystemError('ENOTDIR');
    fileSystem.workingDirectory = realPath;
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    throw kernel.uvErrors.exception(error.code, 'chdir', fileSystem.workingDirectory, path);
  }
}

function loadEnvFile(kernel: Kernel, path: string): void {
  const text = readTextAt(kernel.fileSystem, path);
  if (text === undefined) throw kernel.uvErrors.exception('ENOENT', 'open', path);
  addVariables(kernel, parseEnvFile(text));
}
