/** The module worker of the Django engine: boots one interpreter, serves one run or one check, and is thrown away. */
import './confine.ts';
import type { QueryLog } from '../../database.ts';
import { KeptFiles } from '../../kept-files.ts';
import { parseTestEvent } from '../../parse-test-event.ts';
import type { Project, RunOptions, TestEvent } from '../../runtime.ts';
import type { EngineFiles, FromWorker, ToWorker } from '../protocol.ts';
import { answerQuestion } from './answer-question.ts';
import { AnswerSender } from './answer-sender.ts';
import { boot, type Interpreter, type PyodideScript, type Session, takeSnapshot } from './boot.ts';
import { explainCrash, watchForFatalError } from './crash.ts';
import { interruptFlag } from './interrupt-flag.ts';
import { keyDerivation } from './key-derivation.ts';
import { setLocalZone } from './local-time.ts';
import { Output, type OutputSink } from './output.ts';
import { projectDisk } from './project-disk.ts';

const PROJECT_FOLDER = '/project';

// Taken now: a program that reaches the global object can replace what is there, not what is here.
const post = globalThis.postMessage.bind(globalThis) as (message: FromWorker, transfer?: Transferable[]) => void;
let script: Promise<PyodideScript> | undefined;
const files = {
  wasm: Promise.withResolvers<WebAssembly.Module>(),
  standardLibrary: Promise.withResolvers<Uint8Array>(),
  sitePackages: Promise.withResolvers<Uint8Array>(),
};
let interpreter: Interpreter | undefined;
let interrupt: Uint8Array | undefined;
let session: Session | undefined;
let output: Output | undefined;
const answers = new Map<number, AnswerSender>();
let keptFiles: KeptFiles | undefined;

watchForFatalError(() => output?.close());

globalThis.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void receive(data).catch((error: unknown) => {
    output?.flush();
    post(explainCrash(error));
  });
});

async function receive(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'load':
      script = import(message.pyodideUrl) as Promise<PyodideScript>;
      // Whether it could be loaded is told at the boot.
      script.catch(() => undefined);
      return;
    case 'file':
      return takeFile(message.file);
    case 'boot':
      return start(message);
    case 'run':
      return run(message);
    case 'check':
      return check(message);
    case 'request':
      return answer(message);
    case 'response-read':
      return answers.get(message.id)?.wasRead(message.bytes);
    case 'response-abort':
      return answers.get(message.id)?.giveUp();
    case 'question':
      if (!interpreter) throw new Error('A question came before the interpreter.');
      post({ type: 'answer', id: message.id, answer: answerQuestion(interpreter, message.question) });
  }
}

function takeFile({ wasm, standardLibrary, sitePackages }: Partial<EngineFiles>): void {
  if (wasm) files.wasm.resolve(wasm);
  if (standardLibrary) files.standardLibrary.resolve(standardLibrary);
  if (sitePackages) files.sitePackages.resolve(sitePackages);
}

async function start(message: Extract<ToWorker, { type: 'boot' }>): Promise<void> {
  try {
    if (!script) throw new Error('The boot came before the script.');
    const { wasm, standardLibrary, sitePackages } = files;
    const parts = {
      script,
      files: {
        wasm: wasm.promise,
        standardLibrary: standardLibrary.promise,
        sitePackages: sitePackages.promise,
      },
    };
    interpreter = await boot(parts, message, (step) => post({ type: 'booting', step }));
    interrupt = message.interrupt;
    post({ type: 'ready' });
    if (message.snapshots === 'none') return;
    // Made after `ready`, which somebody waits for, but before the next message: no program has run yet.
    const snapshot = takeSnapshot(interpreter);
    if (snapshot) post({ type: 'snapshot', snapshot }, [snapshot.buffer]);
    else post({ type: 'snapshot' });
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function run({ project, command, stdin, keep, trace = [] }: Extract<ToWorker, { type: 'run' }>): void {
  const python = openSession(project, stdin, {
    text: (stream, text) => post({ type: 'run-event', event: { type: 'output', stream, text } }),
    cut: (limitBytes) => post({ type: 'run-event', event: { type: 'output-cut', limitBytes } }),
  });
  watchFiles(keep);
  const sendTrace = (batch: string) => {
    output?.flush();
    post({ type: 'run-event', event: { type: 'trace', batch: JSON.parse(batch) } });
  };
  const result = JSON.parse(python.run(JSON.stringify(command), JSON.stringify(trace), sendTrace)) as
    | { exitCode: number }
    | { listening: number };
  output?.flush();
  tellOfDatabase({ type: 'run' });
  if ('listening' in result) post({ type: 'run-event', event: { type: 'listening', port: result.listening } });
  else post({ type: 'exited', exitCode: result.exitCode });
}

function check({ project, trace = [] }: Extract<ToWorker, { type: 'check' }>): void {
  // The innermost that runs is last: a subtest begins and ends within its test.
  const openTests: string[] = [];
  const send = (event: TestEvent) => post({ type: 'test-event', event });
  const ofTest = () => {
    const id = openTests.at(-1);
    return id === undefined ? {} : { id };
  };
  const python = openSession(project, '', {
    text: (stream, text) => send({ type: 'test-output', stream, text, ...ofTest() }),
    cut: (limitBytes) => send({ type: 'output-cut', limitBytes }),
  });
  python.check((text) => {
    const event = parseTestEvent(JSON.parse(text));
    if (!event) throw new Error(`The test runner sent something else than a test event: ${text.slice(0, 200)}`);
    output?.flush();
    if (event.type === 'test-started') openTests.push(event.id);
    if (event.type === 'test-ended') openTests.splice(openTests.lastIndexOf(event.id), 1);
    send(event.type === 'trace' ? { ...event, ...ofTest() } : event);
  }, JSON.stringify(trace));
  output?.flush();
  post({ type: 'completed' });
}

async function answer({ id, request }: Extract<ToWorker, { type: 'request' }>): Promise<void> {
  if (!session) throw new Error('A request came before a server.');
  const { method, path, headers, body } = request;
  const python = session.answer(JSON.stringify({ method, path, headers }), body ?? new Uint8Array());
  // Who has the answer has what it changed; a body that is made while it is sent may change more.
  tellOfDatabase({ type: 'request', method, path });
  const sending = new AnswerSender(python, id, post, () => output?.flush());
  answers.set(id, sending);
  await sending.send();
  answers.delete(id);
  tellOfDatabase({ type: 'request', method, path });
}

function watchFiles(keep: RunOptions['keep']): void {
  if (!interpreter) return;
  const disk = projectDisk(interpreter.FS, PROJECT_FOLDER);
  keptFiles = new KeptFiles(disk, keep, (event) => post({ type: 'run-event', event }));
}

/** Files to keep and statements that were executed, since the last time. */
function tellOfDatabase(of: QueryLog['of']): void {
  keptFiles?.sendChanged();
  const queries = session?.take_queries();
  if (queries) post({ type: 'run-event', event: { type: 'queries', log: { of, ...JSON.parse(queries) } } });
}

/** Puts the project on the disk, connects the streams and hands out Python's side. */
function openSession(project: Project, stdin: string, sink: OutputSink): Session {
  if (!interpreter) throw new Error('A program came before the interpreter.');
  const { FS } = interpreter;
  FS.mkdirTree(PROJECT_FOLDER);
  for (const [path, content] of Object.entries(project)) {
    const target = `${PROJECT_FOLDER}/${path}`;
    FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
    FS.writeFile(target, content);
  }
  const opened = new Output(sink);
  output = opened;
  let input = new TextEncoder().encode(stdin);
  interpreter.setStdout({ write: (bytes) => opened.write('stdout', bytes), isatty: false });
  interpreter.setStderr({ write: (bytes) => opened.write('stderr', bytes), isatty: false });
  interpreter.setStdin({
    read(buffer) {
      const part = input.subarray(0, buffer.length);
      buffer.set(part);
      input = input.subarray(part.length);
      return part.length;
    },
    isatty: false,
  });
  const python = interpreter.pyimport('twinstack_engine.session');
  python.use_host({ ...keyDerivation, setLocalZone });
  if (interrupt) {
    python.prepare_for_interrupts();
    interpreter.setInterruptBuffer(interruptFlag(interrupt));
  }
  session = python;
  return python;
}
