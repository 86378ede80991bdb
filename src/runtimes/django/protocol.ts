/** What page and worker say to each other, and the check of what a worker says: a learner's program may forge it. */
import type { AnswerHead } from '../answer-receiver.ts';
import type { DatabaseAnswer, DatabaseQuestion } from '../database.ts';
import { parseTestEvent } from '../parse-test-event.ts';
import { isTraceBatch } from '../parse-trace-batch.ts';
import type { HttpRequest, Project, RunEvent, RunOptions, SyntaxProblem, TestEvent } from '../runtime.ts';
import { isDatabaseAnswer, isQueryLog, isSyntaxProblems } from './parse-answers.ts';

/** What Python is started from. */
export interface EngineFiles {
  readonly wasm: WebAssembly.Module;
  /** These may be shared with other interpreters: the worker copies them, so that no program can change them. */
  readonly standardLibrary: Uint8Array;
  readonly sitePackages: Uint8Array;
}

/** From the page. `load`, `boot` and each `file`, then one `run` or one `check`; `request` while a run listens. */
export type ToWorker =
  /** Begin to load Pyodide's JavaScript, while the page downloads the rest. */
  | { readonly type: 'load'; readonly pyodideUrl: string }
  /** Python starts with what is there and waits where it needs another of the files. */
  | { readonly type: 'file'; readonly file: Partial<EngineFiles> }
  | {
      readonly type: 'boot';
      /** Memory of an interpreter with Django imported (worker/snapshot.ts); without one Python starts plainly. */
      readonly snapshot?: Uint8Array;
      /** `make`: send a `snapshot` after `ready`. */
      readonly snapshots: 'make' | 'none';
      /** Shared memory; its first byte is set to 2 (SIGINT) to interrupt the program. Absent where nothing can be shared. */
      readonly interrupt?: Uint8Array;
    }
  | {
      readonly type: 'run';
      readonly project: Project;
      readonly command: readonly string[];
      readonly stdin: string;
      readonly keep?: RunOptions['keep'];
      readonly trace?: RunOptions['trace'];
    }
  | { readonly type: 'check'; readonly project: Project; readonly trace?: RunOptions['trace'] }
  | { readonly type: 'request'; readonly id: number; readonly request: PlainRequest }
  /** So many bytes of the answer were read: as many more may come. */
  | { readonly type: 'response-read'; readonly id: number; readonly bytes: number }
  /** Nobody wants the answer any more. */
  | { readonly type: 'response-abort'; readonly id: number }
  | { readonly type: 'question'; readonly id: number; readonly question: Question };

/** A request that can be sent to a worker. */
export type PlainRequest = Omit<HttpRequest, 'signal'>;

/** What a waiting interpreter is asked; it runs nothing of the learner's for it. */
export type Question =
  | { readonly about: 'syntax'; readonly path: string; readonly text: string }
  | { readonly about: 'database'; readonly content: Uint8Array; readonly question: DatabaseQuestion };

/** Problems of a file's syntax (null: of such files it knows nothing), or what a database holds. */
export type Answer =
  | { readonly about: 'syntax'; readonly problems: readonly SyntaxProblem[] | null }
  | { readonly about: 'database'; readonly answer: DatabaseAnswer };

/** From the worker. */
export type FromWorker =
  /** What the boot does now, a short phrase for the learner. */
  | { readonly type: 'booting'; readonly step: string }
  | { readonly type: 'ready' }
  /** Follows `ready`, before a program can run, when one was asked for. Without bytes: it could not be made. */
  | { readonly type: 'snapshot'; readonly snapshot?: Uint8Array<ArrayBuffer> }
  /** The boot failed. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'run-event'; readonly event: RunEvent }
  | { readonly type: 'test-event'; readonly event: TestEvent }
  | { readonly type: 'response'; readonly id: number; readonly head: AnswerHead }
  | { readonly type: 'response-body'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'response-end'; readonly id: number }
  /** The program broke off its answer; why is in its output. */
  | { readonly type: 'response-failed'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'exited'; readonly exitCode: number }
  | { readonly type: 'completed' }
  | { readonly type: 'crashed'; readonly message: string; readonly hint: string };

type Fields = Record<string, unknown>;

/** The message when it has the shape of one, else undefined. Unknown fields are dropped. */
export function parseFromWorker(value: unknown): FromWorker | undefined {
  if (!isFields(value)) return undefined;
  const { type, message, hint, step, id, exitCode, snapshot, event, head, bytes, answer } = value;
  switch (type) {
    case 'booting':
      return isText(step) ? { type, step } : undefined;
    case 'ready':
      return { type };
    case 'snapshot':
      if (snapshot === undefined) return { type };
      return isBytes(snapshot) ? { type, snapshot } : undefined;
    case 'failed':
      return isText(message) ? { type, message } : undefined;
    case 'run-event':
      return wrap(parseRunEvent(event), (parsed) => ({ type, event: parsed }));
    case 'test-event':
      return wrap(parseTestEvent(event), (parsed) => ({ type, event: parsed }));
    case 'response':
      return isCount(id) ? wrap(parseHead(head), (parsed) => ({ type, id, head: parsed })) : undefined;
    case 'response-body':
      return isCount(id) && isBytes(bytes) ? { type, id, bytes } : undefined;
    case 'response-end':
    case 'response-failed':
      return isCount(id) ? { type, id } : undefined;
    case 'answer':
      return isCount(id) && isAnswer(answer) ? { type, id, answer } : undefined;
    case 'exited':
      return isCount(exitCode) ? { type, exitCode } : undefined;
    case 'completed':
      return { type };
    case 'crashed':
      return isText(message) && isText(hint) ? { type, message, hint } : undefined;
    default:
      return undefined;
  }
}

function parseRunEvent(value: unknown): RunEvent | undefined {
  if (!isFields(value)) return undefined;
  const { type, stream, text, limitBytes, port, path, content, bytes, log, batch } = value;
  if (type === 'output') return isStream(stream) && isText(text) ? { type, stream, text } : undefined;
  if (type === 'output-cut') return isCount(limitBytes) ? { type, limitBytes } : undefined;
  if (type === 'listening') return isCount(port) ? { type, port } : undefined;
  if (type === 'queries') return isQueryLog(log) ? { type, log } : undefined;
  if (type === 'trace') return isTraceBatch(batch) ? { type, batch } : undefined;
  if (type === 'file-kept' && isText(path)) {
    if (content === undefined) return { type, path };
    return isBytes(content) ? { type, path, content } : undefined;
  }
  if (type === 'file-not-kept' && isText(path) && isCount(bytes) && isCount(limitBytes))
    return { type, path, bytes, limitBytes };
  return undefined;
}

function isAnswer(value: unknown): value is Answer {
  if (!isFields(value)) return false;
  if (value.about === 'syntax') return value.problems === null || isSyntaxProblems(value.problems);
  return value.about === 'database' && isDatabaseAnswer(value.answer);
}

function parseHead(value: unknown): AnswerHead | undefined {
  if (!isFields(value)) return undefined;
  const { status, statusText, headers, traceId } = value;
  if (!isCount(status) || !isText(statusText) || !Array.isArray(headers)) return undefined;
  const pairs = headers.filter(isPair);
  if (pairs.length !== headers.length) return undefined;
  return { status, statusText, headers: pairs, ...(isText(traceId) && { traceId }) };
}

const wrap = <Part, Whole>(part: Part | undefined, make: (part: Part) => Whole): Whole | undefined =>
  part === undefined ? undefined : make(part);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array;
const isStream = (value: unknown): value is 'stdout' | 'stderr' => value === 'stdout' || value === 'stderr';
const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isText);
