/** Boots Node's library on a kernel: what `node` does before it runs a program (Node.js src/node_realm.cc, src/node.cc). */

import { registerBlockListCloning } from './bindings/block-list/block-list.ts';
import { registerKeyCloning } from './bindings/crypto/binding.ts';
import { readEnvFiles } from './bindings/env-file.ts';
import { currentDialect, installErrorDialect } from './browser-differences/error-dialect.ts';
import { thrownBy } from './callback-runner.ts';
import { applyDisableProto } from './disable-proto.ts';
import { removeBrowserGlobals } from './global-scope.ts';
import { addInspectorMethods } from './inspector-console.ts';
import type { LibraryFunction } from './kernel.ts';
import { installAwaitTracking } from './modules/await-tracking.ts';
import { installThrowTracking } from './modules/throw-tracking.ts';
import type { NodeKernel } from './node-kernel.ts';
import { createProcessEnv } from './process-env.ts';
import { installProgramStackFormat } from './program-stack-format.ts';
import { trackPromises } from './promise-tracking.ts';
import { hidePrivateSymbols } from './shared-symbols.ts';
import { COLLECTED_FRAMES } from './stack-traces.ts';
import { openStandardStreams } from './standard-streams.ts';

const PER_CONTEXT = ['primordials', 'domexception', 'messageport'];
const BOOTSTRAP = [
  'internal/bootstrap/node',
  'internal/bootstrap/web/exposed-wildcard',
  'internal/bootstrap/web/exposed-window-or-worker',
  'internal/bootstrap/switches/is_main_thread',
  'internal/bootstrap/switches/does_own_process_state',
];

/** What makes a thread of a booted library, as when the real Node starts a thread from its snapshot. */
const THREAD_SWITCHES = [
  'internal/bootstrap/switches/is_not_main_thread',
  'internal/bootstrap/switches/does_not_own_process_state',
];

/** Does all that does not depend on the program, so that a spare worker can be this far. */
export function bootLibrary(kernel: NodeKernel): void {
  prepareScope(kernel);
  prepareProcess(kernel);
  runPerContextScripts(kernel);
  runRealmScript(kernel);
  // The port's prototype must exist before the scripts that extend it.
  kernel.binding('messaging');
  registerKeyCloning(kernel);
  registerBlockListCloning(kernel);
  for (const id of BOOTSTRAP) runScript(kernel, id);
  const { processPromiseRejections } = kernel.requireBuiltin('internal/process/promises');
  const processRejections = processPromiseRejections as () => boolean;
  kernel.ticks.processRejections = () => processRejections();
  watchBrowserEvents(kernel);
  trackPromises(kernel);
  kernel.writtenTexts.install();
  installProgramStackFormat(kernel);
  installAwaitTracking(kernel);
  installThrowTracking(kernel);
  addInspectorMethods(globalThis.console);
  openStandardStreams(kernel);
}

/** The main script for the program in `kernel.program`: prepares the execution and starts the entry file. */
export function runMainScript(kernel: NodeKernel): void {
  Object.assign(kernel.process.env as object, kernel.program.env);
  readEnvFiles(kernel);
  applyDisableProto(kernel);
  if (kernel.program.options['--version']) {
    kernel.output(1, kernel.natives.encodeUtf8(`${kernel.facts.version}\n`));
    return;
  }
  runScript(kernel, mainScript(kernel.program.options));
}

/** As in Node.js src/node.cc, StartExecution. */
function mainScript(options: Readonly<Record<string, unknown>>): string {
  if (options['--check']) return 'internal/main/check_syntax';
  if (options['--test']) return 'internal/main/test_runner';
  return options['--eval'] === undefined ? 'internal/main/run_main_module' : 'internal/main/eval_string';
}

/** As `runMainScript`, for a thread of `worker_threads`: its file comes as a message. */
export function runThreadScript(kernel: NodeKernel): void {
  Object.assign(kernel.process.env as object, kernel.program.env);
  applyDisableProto(kernel);
  for (const id of THREAD_SWITCHES) runScript(kernel, id);
  runScript(kernel, 'internal/main/worker_thread');
}

function prepareScope(kernel: NodeKernel): void {
  removeBrowserGlobals(globalThis, kernel.facts.languageGlobals);
  hidePrivateSymbols(kernel.symbols);
  kernel.inspectable.install(globalThis);
  installErrorDialect(kernel, globalThis);
  kernel.errorPlaces.watchJson(globalThis.JSON);
  Error.stackTraceLimit = COLLECTED_FRAMES;
}

function prepareProcess(kernel: NodeKernel): void {
  const { process, facts, symbols } = kernel;
  Object.assign(process, {
    version: facts.version,
    versions: Object.freeze({ ...facts.versions }),
    arch: 'x64',
    platform: 'linux',
    release: { ...facts.release },
    env: createProcessEnv(kernel),
  });
  const { exit_info_private_symbol: exitInfo } = symbols.private;
  if (!exitInfo) throw new Error('The dumped symbols lack exit_info_private_symbol.');
  Object.defineProperty(process, exitInfo, { value: new Int32Array(3), enumerable: false, writable: true });
}

function runPerContextScripts(kernel: NodeKernel): void {
  const { perContext, primordials, symbols } = kernel;
  for (const name of PER_CONTEXT) {
    moduleFunction(kernel, `internal/per_context/${name}`)(perContext, primordials, symbols.private, symbols.isolate);
  }
}

function runRealmScript(kernel: NodeKernel): void {
  const getLinkedBinding = (name: string): never => {
    throw new Error(`No such binding: ${name}`);
  };
  moduleFunction(kernel, 'internal/bootstrap/realm')(
    kernel.process,
    getLinkedBinding,
    (name: string) => kernel.binding(name),
    kernel.primordials,
  );
}

function runScript(kernel: NodeKernel, id: string): void {
  const internalBinding = kernel.libraryInternalBinding;
  moduleFunction(kernel, id)(kernel.process, kernel.libraryRequire, internalBinding, kernel.primordials);
}

function moduleFunction(kernel: NodeKernel, id: string): LibraryFunction {
  const found = kernel.library.modules[id];
  if (!found) throw new Error(`The engine's bundle of Node's library lacks ${id}.`);
  return found;
}

/** What V8 tells Node through callbacks, a browser tells through events. */
function watchBrowserEvents(kernel: NodeKernel): void {
  const { addEventListener } = kernel.natives;
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    currentDialect().translateError(event.reason);
    kernel.ticks.onPromiseReject(0, event.promise, event.reason);
    kernel.loop.wake();
  });
  addEventListener('rejectionhandled', (event) => {
    kernel.ticks.onPromiseReject(1, event.promise, undefined);
    kernel.loop.wake();
  });
  addEventListener('error', (event) => {
    event.preventDefault();
    const thrown = thrownBy(event as ErrorEvent);
    // Of a microtask: Node handles it before the next one.
    if (!kernel.callbacks.take(thrown)) kernel.triggerUncaught(thrown.error, false, thrown.at);
  });
}
