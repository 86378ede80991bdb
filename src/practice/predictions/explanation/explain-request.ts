/** What became of a recorded request: which pattern matched, which view ran, and what came of it. */
import type { RequestSpan, RequestTrace, TraceBatch } from '../../../runtimes/trace.ts';

export interface ExplainedRequest {
  /** What happened, in the order in which it did. */
  readonly sentences: readonly string[];
  /** The URL patterns that Django tried, in order. */
  readonly patternsTried: readonly string[];
}

/** Of the last request of a Django project; undefined when none was recorded. */
export function explainRequest(recorded: readonly TraceBatch[]): ExplainedRequest | undefined {
  const traces = recorded.flatMap((batch) => (batch.kind === 'request' ? [batch.trace] : []));
  const trace = traces.findLast(({ stack }) => stack === 'django');
  if (!trace) return undefined;
  const resolve = trace.spans.find(({ kind }) => kind === 'resolve');
  const tried = resolve?.details?.patternsTried;
  return {
    sentences: [resolve && describeResolving(resolve), ...describeErrors(trace), describeAnswer(trace)].filter(
      (sentence) => sentence !== undefined,
    ),
    patternsTried: Array.isArray(tried) ? tried : [],
  };
}

function describeResolving({ details = {} }: RequestSpan): string {
  const { route, view } = details;
  if (view === undefined) return 'No URL pattern matched: no view was called.';
  return `The URL pattern “${route}” matched: Django called the view ${view}.`;
}

/** What is wrapped in another step is told once. */
function describeErrors({ spans }: RequestTrace): string[] {
  const errors = spans.filter(({ kind, error }) => kind === 'error' && error !== undefined);
  return errors.map(({ error, source }) => `${source ? `${source.file}, line ${source.line}: ` : ''}${error}`);
}

function describeAnswer({ method, path, status }: RequestTrace): string {
  return status === undefined ? `${method} ${path} got no answer.` : `${method} ${path} was answered with ${status}.`;
}
