/** The worker's entry: boots Node's library at once, then waits for the one program it is to run. */
import { OUTPUT_LIMIT_BYTES } from '../../runtime.ts';
import { bootLibrary } from '../kernel/boot.ts';
import { changedBuiltin, rememberBuiltins } from '../kernel/builtin-snapshot.ts';
import { createPartLoader } from '../kernel/engine-parts.ts';
import { LIBRARY_GLOBAL, type NodeLibrary } from '../kernel/library.ts';
import { captureNatives } from '../kernel/natives.ts';
import { NodeKernel } from '../kernel/node-kernel.ts';
import type { PageMessage } from './messages.ts';
import { OutputSender } from './output-sender.ts';
import { type SendToPage, WorkerHost } from './worker-host.ts';

/** Set by the build: the bundle of Node's library, beside this script. */
declare const LIBRARY_FILE: string;
/** Set by the build: the script of each engine part by the part's name. */
declare const PART_FILES: Readonly<Record<string, string>>;

const OWN_SCRIPT = globalThis.location.href;
const natives = captureNatives();
const send: SendToPage = (message, transfer) => natives.postMessage(message, transfer);
const host = new WorkerHost(send, new OutputSender(natives, OUTPUT_LIMIT_BYTES, send));

function takeLibrary(): NodeLibrary {
  natives.importScripts(LIBRARY_FILE);
  const scope = globalThis as unknown as Record<string, NodeLibrary | undefined>;
  const library = scope[LIBRARY_GLOBAL];
  if (!library) throw new Error('The bundle of Node’s library did not load.');
  delete scope[LIBRARY_GLOBAL];
  return library;
}

// Errors that the kernel itself made because the program took something away from it: nothing else would notice. What
// the program or Node's library throws is an exception like any other, whatever the program changed before.
natives.addEventListener('error', (event) => {
  const { error, filename } = event as ErrorEvent;
  if (filename === OWN_SCRIPT && changedBuiltin() !== undefined && !hasCode(error)) host.crash(error);
});
/** The kernel throws errors with a code on purpose. */
function hasCode(error: unknown): boolean {
  return error instanceof Error && Object.hasOwn(error, 'code');
}

function boot(): void {
  try {
    const kernel = new NodeKernel(natives, takeLibrary(), createPartLoader(natives, PART_FILES), host);
    natives.addEventListener('message', (event) => host.receive(kernel, (event as MessageEvent<PageMessage>).data));
    bootLibrary(kernel);
    rememberBuiltins(globalThis, kernel.facts.languageGlobals);
    send({ type: 'ready' });
  } catch (error) {
    host.crash(error);
  }
}

// Not from this script's own level: Chromium asks where `importScripts` is called, and V8 would parse the whole script
// once more to tell. Microtasks come before the first message.
natives.queueMicrotask(boot);
