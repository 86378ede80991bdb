/** Checks a piece of a trace from an engine: the learner's program runs beside whoever sends it. */
import {
  REQUEST_SPAN_KINDS,
  type RequestSpanKind,
  SPAN_FIELDS,
  TRACE_LIMIT_BODY_BYTES,
  TRACE_LIMIT_CALLBACKS,
  TRACE_LIMIT_REQUEST_SPANS,
  TRACE_ORIGINS,
  TRACE_PHASES,
  type TraceBatch,
} from './trace.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isOptional = (value: unknown, check: (value: unknown) => boolean) => value === undefined || check(value);
const isList = (value: unknown, check: (value: unknown) => boolean) => Array.isArray(value) && value.every(check);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const isTrace = (value: unknown) => value === 'callbacks' || value === 'requests';

/** Whether it is a batch in the form of the contract. Ids may still point to nothing: readers take that as unknown. */
export function isTraceBatch(value: unknown): value is TraceBatch {
  if (!isFields(value)) return false;
  switch (value.kind) {
    case 'callbacks':
      return isCallbackBatch(value);
    case 'request':
      return isRequestTrace(value.trace);
    case 'truncated':
      return isTrace(value.of) && isCount(value.limit);
    default:
      return false;
  }
}

function isCallbackBatch({ spans, names, locations, output, sleeps }: Fields): boolean {
  return (
    spans instanceof Int32Array &&
    spans.length % SPAN_FIELDS.length === 0 &&
    spans.length <= TRACE_LIMIT_CALLBACKS * SPAN_FIELDS.length &&
    areSpans(spans) &&
    isList(names, isString) &&
    isList(locations, isLocation) &&
    isList(output, isOutput) &&
    sleeps instanceof Int32Array
  );
}

function areSpans(spans: Int32Array): boolean {
  for (let at = 0; at < spans.length; at += SPAN_FIELDS.length) {
    const [phase, origin] = [spans[at] ?? -1, spans[at + 1] ?? -1];
    if (TRACE_PHASES[phase] === undefined || TRACE_ORIGINS[origin] === undefined) return false;
  }
  return true;
}

function isLocation(value: unknown): boolean {
  return (
    isFields(value) &&
    isString(value.file) &&
    isCount(value.line) &&
    isOptional(value.column, isCount) &&
    isOptional(value.endLine, isCount)
  );
}

function isOutput(value: unknown): boolean {
  return (
    isFields(value) &&
    isCount(value.callback) &&
    (value.stream === 'stdout' || value.stream === 'stderr') &&
    isString(value.text)
  );
}

function isRequestTrace(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { id, stack, method, path, status, ms, sent, spans, leftOut } = value;
  return (
    isString(id) &&
    (stack === 'node' || stack === 'django') &&
    isString(method) &&
    isString(path) &&
    isOptional(status, isCount) &&
    isNumber(ms) &&
    isOptional(leftOut, isCount) &&
    isOptional(sent, isSentMessage) &&
    Array.isArray(spans) &&
    spans.length <= TRACE_LIMIT_REQUEST_SPANS &&
    spans.every(isRequestSpan)
  );
}

function isSentMessage(value: unknown): boolean {
  return isFields(value) && isList(value.headers, isHeader) && isOptional(value.body, isKeptBody);
}

function isHeader(value: unknown): boolean {
  return isList(value, isString) && (value as unknown[]).length === 2;
}

function isKeptBody(value: unknown): boolean {
  // Base64 has four characters for three bytes.
  return isString(value) && value.length <= 4 * Math.ceil(TRACE_LIMIT_BODY_BYTES / 3) && BASE64.test(value);
}

function isRequestSpan(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { id, parent, kind, label, startMs, endMs, source, details, error } = value;
  return (
    isCount(id) &&
    isCount(parent) &&
    parent < id &&
    REQUEST_SPAN_KINDS.includes(kind as RequestSpanKind) &&
    isString(label) &&
    isNumber(startMs) &&
    isNumber(endMs) &&
    isOptional(source, isLocation) &&
    isOptional(details, (each) => isFields(each) && Object.values(each).every(isDetail)) &&
    isOptional(error, isString)
  );
}

function isDetail(value: unknown): boolean {
  return isString(value) || isNumber(value) || typeof value === 'boolean' || isList(value, isString);
}
