import { HOST_NAME } from '../kernel/bindings/os.ts';
import { runMainScript } from '../kernel/boot.ts';
import { makeDirectories } from '../kernel/file-system/directory-operations.ts';
import { placeFile } from '../kernel/file-system/whole-files.ts';
import { finishProgram } from '../kernel/finish-program.ts';
import type { Pause } from '../kernel/loop-driver.ts';
import type { NodeKernel } from '../kernel/node-kernel.ts';
import { unpackFiles } from '../package-archive.ts';
import type { StartMessage } from './messages.ts';
import { PROJECT_ROOT } from './project-root.ts';

const LEARNER = { uid: 1000, gid: 1000 } as const;

/** Runs the program to its end; its files are laid out. */
export function startProgram(kernel: NodeKernel, message: StartMessage): void {
  kernel.program = {
    argv: message.argv,
    execArgv: message.execArgv,
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: '/home/learner',
      PWD: PROJECT_ROOT,
      USER: 'learner',
      LANG: 'C.UTF-8',
    },
    workingDirectory: PROJECT_ROOT,
    options: message.options,
  };
  kernel.standardInput.push(kernel.natives.encodeUtf8(message.stdin));
  if (!message.keepsInputOpen) kernel.standardInput.end();
  kernel.driver.start(runProgram(kernel));
}

function* runProgram(kernel: NodeKernel): Generator<Pause, void> {
  yield* kernel.loop.runStep(() => runMainScript(kernel));
  yield* kernel.loop.run();
  yield* finishProgram(kernel);
}

/** Makes the file system that the program finds. */
export function layOutFiles(kernel: NodeKernel, { files, packages }: Pick<StartMessage, 'files' | 'packages'>): void {
  const { fileSystem } = kernel;
  makeDirectories(fileSystem, '/tmp', 0o777);
  fileSystem.changeMode(fileSystem.lookup('/tmp', 'follow'), 0o1777);
  placeFile(fileSystem, '/usr/local/bin/node', 'The embedded Node.js runs in the browser.\n', 0o755);
  makeDirectories(fileSystem, '/proc/sys/kernel', 0o555);
  placeFile(fileSystem, '/proc/sys/kernel/hostname', `${HOST_NAME}\n`);
  makeDirectories(fileSystem, PROJECT_ROOT, 0o755);
  for (const path of ['/home/learner', PROJECT_ROOT])
    fileSystem.changeOwner(fileSystem.lookup(path, 'follow'), 1000, 1000);
  fileSystem.credentials = LEARNER;
  if (packages) {
    for (const [path, content] of unpackFiles(packages)) {
      placeFile(fileSystem, `${PROJECT_ROOT}/node_modules/${path}`, content);
    }
  }
  for (const [path, content] of files) placeFile(fileSystem, `${PROJECT_ROOT}/${path}`, content);
  fileSystem.workingDirectory = PROJECT_ROOT;
}
