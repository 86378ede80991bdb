/** What page and worker say to each other, and the check of what a worker says: a learner's program may forge it. */
import type { AnswerHead } from '../answer-receiver.ts';
import type { HttpRequest, Project, RunEvent, SourceLocation, TestEvent, TestFailure } from '../runtime.ts';

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
  | { readonly type: 'run'; readonly project: Project; readonly command: readonly string[]; readonly stdin: string }
  | { readonly type: 'check'; readonly project: Project }
  | { readonly type: 'request'; readonly id: number; readonly request: PlainRequest }
  /** So many bytes of the answer were read: as many more may come. */
  | { readonly type: 'response-read'; readonly id: number; readonly bytes: number }
  /** Nobody wants the answer any more. */
  | { readonly type: 'response-abort'; readonly id: number };

/** A request that can be sent to a worker. */
export type PlainRequest = Omit<HttpRequest, 'signal'>;

/** From the worker. */
export type FromWorker =
  /** What the boot does now, a short phrase for the learner. */
  | { readonly type: 'booting'; readonly step: string }
  | { readonly type: 'ready'; readonly snapshot?: Uint8Array<ArrayBuffer> }
  /** The boot failed. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'run-event'; readonly event: RunEvent }
  | { readonly type: 'test-event'; readonly event: TestEvent }
  | { readonly type: 'response'; readonly id: number; readonly head: AnswerHead }
  | { readonly type: 'response-body'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'response-end'; readonly id: number }
  /** The program broke off its answer; why is in its output. */
  | { readonly type: 'response-failed'; readonly id: number }
  | { readonly type: 'exited'; readonly exitCode: number }
  | { readonly type: 'completed' }
  | { readonly type: 'crashed'; readonly message: string; readonly hint: string };

type Fields = Record<string, unknown>;

/** The message when it has the shape of one, else undefined. Unknown fields are dropped. */
export function parseFromWorker(value: unknown): FromWorker | undefined {
  if (!isFields(value)) return undefined;
  const { type, message, hint, step, id, exitCode, snapshot, event, head, bytes } = value;
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
      return isCount(id) ? wrap(parseHead(head), (parsed) => ({ type, id, head: parsed })) : undefined;
    case 'response-body':
      return isCount(id) && isBytes(bytes) ? { type, id, bytes } : undefined;
    case 'response-end':
    case 'response-failed':
      return isCount(id) ? { type, id } : undefined;
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
  const { type, stream, text, limitBytes, port } = value;
  if (type === 'output') return isStream(stream) && isText(text) ? { type, stream, text } : undefined;
  if (type === 'output-cut') return isCount(limitBytes) ? { type, limitBytes } : undefined;
  if (type === 'listening') return isCount(port) ? { type, port } : undefined;
  return undefined;
}

/** Also used in the worker, on the events that Python sends as JSON. */
export function parseTestEvent(value: unknown): TestEvent | undefined {
  if (!isFields(value)) return undefined;
  const { type, id, path, outcome, ms, stream, text, limitBytes } = value;
  const failure = value.failure === undefined ? undefined : parseFailure(value.failure);
  switch (type) {
    case 'test-started':
      return isText(id) && isTexts(path) ? { type, id, path } : undefined;
    case 'test-ended': {
      const isOutcome = outcome === 'passed' || outcome === 'failed' || outcome === 'skipped';
      if (!isText(id) || !isTexts(path) || !isOutcome || typeof ms !== 'number') return undefined;
      return { type, id, path, outcome, ms, ...(failure && { failure }) };
    }
    case 'test-output':
      if (!isStream(stream) || !isText(text)) return undefined;
      return { type, stream, text, ...(isText(id) && { id }) };
    case 'output-cut':
      return isCount(limitBytes) ? { type, limitBytes } : undefined;
    case 'check-error':
      return failure && { type, failure };
    default:
      return undefined;
  }
}

function parseFailure(value: unknown): TestFailure | undefined {
  if (!isFields(value)) return undefined;
  const { kind, message, stack, expected, actual } = value;
  if ((kind !== 'assertion' && kind !== 'error') || !isText(message) || !isText(stack)) return undefined;
  const learnerLocation = parseLocation(value.learnerLocation);
  const testLocation = parseLocation(value.testLocation);
  return {
    kind,
    message,
    stack,
    ...(isText(expected) && { expected }),
    ...(isText(actual) && { actual }),
    ...(learnerLocation && { learnerLocation }),
    ...(testLocation && { testLocation }),
  };
}

function parseLocation(value: unknown): SourceLocation | undefined {
  if (!isFields(value)) return undefined;
  const { file, line, column } = value;
  return isText(file) && isCount(line) ? { file, line, ...(isCount(column) && { column }) } : undefined;
}

function parseHead(value: unknown): AnswerHead | undefined {
  if (!isFields(value)) return undefined;
  const { status, statusText, headers } = value;
  if (!isCount(status) || !isText(statusText) || !Array.isArray(headers)) return undefined;
  const pairs = headers.filter(isPair);
  return pairs.length === headers.length ? { status, statusText, headers: pairs } : undefined;
}

const wrap = <Part, Whole>(part: Part | undefined, make: (part: Part) => Whole): Whole | undefined =>
  part === undefined ? undefined : make(part);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array;
const isStream = (value: unknown): value is 'stdout' | 'stderr' => value === 'stdout' || value === 'stderr';
const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every(isText);
