/** Checks what a worker says: a program runs in it, and could say anything. */
import { parseTestEvent } from '../../parse-test-event.ts';
import { isTraceBatch } from '../../parse-trace-batch.ts';
import type { SyntaxProblem } from '../../runtime.ts';
import type { OutputChunk, WorkerMessage } from '../worker/messages.ts';

type Fields = Readonly<Record<string, unknown>>;
type Headers = readonly (readonly [string, string])[];

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString);
const isPort = (value: unknown): value is number => Number.isInteger(value) && isNumber(value) && value > 0;
const isOptional = (value: unknown, check: (value: unknown) => boolean) => value === undefined || check(value);
const isStream = (value: unknown) => value === 'stdout' || value === 'stderr';

const isPlace = (value: unknown) =>
  isFields(value) && (isString(value.path) || (isPort(value.port) && isString(value.address)));

const isPorts = (value: unknown) => Array.isArray(value) && value.every((port) => port instanceof MessagePort);

/** The message, or undefined for what is none. */
export function parseWorkerMessage(message: unknown): WorkerMessage | undefined {
  if (!isFields(message) || !isString(message.type)) return undefined;
  if (!Object.hasOwn(CHECKS, message.type)) return undefined;
  const check = CHECKS[message.type as WorkerMessage['type']];
  if (!check(message)) return undefined;
  const parsed = message as WorkerMessage;
  // Without what a program may have added to the event.
  return parsed.type === 'test' ? { ...parsed, event: parseTestEvent(parsed.event) ?? parsed.event } : parsed;
}

const CHECKS: Readonly<Record<WorkerMessage['type'], (message: Fields) => boolean>> = {
  ready: () => true,
  output: ({ chunks }) => Array.isArray(chunks) && chunks.every(isChunk),
  'output-cut': () => true,
  listening: ({ at }) => isPlace(at),
  'listening-ended': ({ at }) => isPlace(at),
  connect: ({ id, to, from, port }) =>
    isString(id) && isPlace(to) && isOptional(from, isPlace) && port instanceof MessagePort,
  'reading-input': () => true,
  'file-kept': ({ path, content }) => isString(path) && isOptional(content, (bytes) => bytes instanceof Uint8Array),
  'file-not-kept': ({ path, bytes, limitBytes }) => isString(path) && isNumber(bytes) && isNumber(limitBytes),
  'syntax-problems': ({ id, problems }) =>
    isNumber(id) && isOptional(problems, (list) => Array.isArray(list) && list.every(isSyntaxProblem)),
  test: ({ event }) => parseTestEvent(event) !== undefined,
  trace: ({ batch, testId }) => isTraceBatch(batch) && isOptional(testId, isString),
  exit: ({ code, signal }) => isNumber(code) && isOptional(signal, isNumber),
  // The setup goes from worker to worker: the page does not look into it.
  'start-thread': ({ id, setup, ports }) => isNumber(id) && isFields(setup) && isPorts(ports),
  relay: ({ to, number, envelope, moves, transfer, isLast, isReturned }) =>
    isString(to) &&
    isNumber(number) &&
    isFields(envelope) &&
    isStrings(moves) &&
    Array.isArray(transfer) &&
    typeof isLast === 'boolean' &&
    typeof isReturned === 'boolean',
  'end-thread': ({ id, signal }) => isNumber(id) && isOptional(signal, isNumber),
  'listening-for-signal': ({ signal, isListening }) => isNumber(signal) && typeof isListening === 'boolean',
  crash: ({ message, hint }) => isString(message) && isOptional(hint, isString),
  response: ({ id, status, statusText, headers, traceId }) =>
    isNumber(id) && isNumber(status) && isString(statusText) && isHeaders(headers) && isOptional(traceId, isString),
  'response-body': ({ id, bytes }) => isNumber(id) && bytes instanceof Uint8Array,
  'response-end': ({ id }) => isNumber(id),
  'request-failed': ({ id, message }) => isNumber(id) && isString(message),
};

function isSyntaxProblem(value: unknown): value is SyntaxProblem {
  return isFields(value) && isString(value.message) && isNumber(value.line) && isNumber(value.column);
}

function isChunk(value: unknown): value is OutputChunk {
  return isFields(value) && isStream(value.stream) && isString(value.text) && isOptional(value.testId, isString);
}

function isHeaders(value: unknown): value is Headers {
  return Array.isArray(value) && value.every((header) => isStrings(header) && header.length === 2);
}
