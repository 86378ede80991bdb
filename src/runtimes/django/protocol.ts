/** What page and worker say to each other, and the check of what a worker says: a learner's program may forge it. */
import type { DatabaseAnswer, DatabaseQuestion } from '../database.ts';
import { parseTestEvent } from '../parse-test-event.ts';
import type { HttpRequest, HttpResponse, Project, RunEvent, RunOptions, SyntaxProblem, TestEvent } from '../runtime.ts';
import { isDatabaseAnswer, isQueryLog, isSyntaxProblems } from './parse-answers.ts';

/** From the page. `boot` comes first and once; then one `run` or one `check`; `request` while a run listens. */
export type ToWorker =
  | {
      readonly type: 'boot';
      /** Where the worker imports Pyodide's JavaScript from. */
      readonly pyodideUrl: string;
      readonly wasm: WebAssembly.Module;
      readonly standardLibrary: Uint8Array<ArrayBuffer>;
      readonly sitePackages: Uint8Array<ArrayBuffer>;
      /** Memory of an interpreter with Django imported; without one the worker starts Python itself. */
      readonly snapshot?: Uint8Array<ArrayBuffer>;
      /** `make`: send a snapshot with `ready`. */
      readonly snapshots: 'make' | 'none';
    }
  | {
      readonly type: 'run';
      readonly project: Project;
      readonly command: readonly string[];
      readonly stdin: string;
      readonly keep?: RunOptions['keep'];
    }
  | { readonly type: 'check'; readonly project: Project }
  | { readonly type: 'request'; readonly id: number; readonly request: HttpRequest }
  | { readonly type: 'question'; readonly id: number; readonly question: Question };

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
  | { readonly type: 'ready'; readonly snapshot?: Uint8Array<ArrayBuffer> }
  /** The boot failed. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'run-event'; readonly event: RunEvent }
  | { readonly type: 'test-event'; readonly event: TestEvent }
  | { readonly type: 'response'; readonly id: number; readonly response: Omit<HttpResponse, 'ms'> }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'exited'; readonly exitCode: number }
  | { readonly type: 'completed' }
  | { readonly type: 'crashed'; readonly message: string; readonly hint: string };

type Fields = Record<string, unknown>;

/** The message when it has the shape of one, else undefined. Unknown fields are dropped. */
export function parseFromWorker(value: unknown): FromWorker | undefined {
  if (!isFields(value)) return undefined;
  const { type, message, hint, step, id, exitCode, snapshot, event, response, answer } = value;
  switch (type) {
    case 'booting':
      return isText(step) ? { type, step } : undefined;
    case 'ready':
      if (snapshot === undefined) return { type };
      return isBytes(snapshot) ? { type, snapshot } : undefined;
    case 'failed':
      return isText(message) ? { type, message } : undefined;
    case 'run-event':
      return wrap(parseRunEvent(event), (parsed) => ({ type, event: parsed }));
    case 'test-event':
      return wrap(parseTestEvent(event), (parsed) => ({ type, event: parsed }));
    case 'response':
      return isCount(id) ? wrap(parseResponse(response), (parsed) => ({ type, id, response: parsed })) : undefined;
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
  const { type, stream, text, limitBytes, port, path, content, bytes, log } = value;
  if (type === 'output') return isStream(stream) && isText(text) ? { type, stream, text } : undefined;
  if (type === 'output-cut') return isCount(limitBytes) ? { type, limitBytes } : undefined;
  if (type === 'listening') return isCount(port) ? { type, port } : undefined;
  if (type === 'queries') return isQueryLog(log) ? { type, log } : undefined;
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

function parseResponse(value: unknown): Omit<HttpResponse, 'ms'> | undefined {
  if (!isFields(value)) return undefined;
  const { status, statusText, headers, body } = value;
  if (!isCount(status) || !isText(statusText) || !isBytes(body) || !Array.isArray(headers)) return undefined;
  const pairs = headers.filter(isPair);
  return pairs.length === headers.length ? { status, statusText, headers: pairs, body } : undefined;
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
