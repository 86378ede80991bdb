/** What each kind of step is called, how its bar looks, and which part of answering a request it belongs to. */
import type { RequestSpan, RequestSpanKind, RequestTrace } from '../../runtimes/trace.ts';

/**
 * The parts of answering, the same in both stacks: what the two pictures of a twin are compared by. Routing is not a step
 * of its own in `node:http`, and a callback there may do anything.
 */
export const STEPS = ['receive', 'middleware', 'route', 'code', 'data', 'render', 'send'] as const;

export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Readonly<Record<Step, string>> = {
  receive: 'Receive the request',
  middleware: 'Middleware',
  route: 'Choose the code',
  code: 'Your code',
  data: 'Wait for data',
  render: 'Render the page',
  send: 'Send the answer',
};

export interface SpanKindLook {
  /** In front of the label; short, so that the bars begin where they can. */
  readonly word: string;
  readonly title: string;
  /** `whole`: the request itself, which is every step. */
  readonly step: Step | 'whole';
  /** One style of bar for each, told apart without colour by its pattern: `requests.css` has them. */
  readonly bar: 'frame' | 'own' | 'wait' | 'data' | 'page' | 'out' | 'bad';
}

export const SPAN_KINDS: Readonly<Record<RequestSpanKind, SpanKindLook>> = {
  request: { word: 'request', title: 'The whole request', step: 'whole', bar: 'frame' },
  connection: { word: 'socket', title: 'Connection', step: 'receive', bar: 'frame' },
  parse: { word: 'parse', title: 'The request is parsed', step: 'receive', bar: 'frame' },
  middleware: { word: 'mw', title: 'Middleware', step: 'middleware', bar: 'frame' },
  resolve: { word: 'urls', title: 'The path is looked up in the URL list', step: 'route', bar: 'frame' },
  handler: { word: 'handler', title: 'Request handler', step: 'code', bar: 'own' },
  view: { word: 'view', title: 'View', step: 'code', bar: 'own' },
  callback: { word: 'callback', title: 'Callback', step: 'code', bar: 'own' },
  wait: { word: 'wait', title: 'Waiting', step: 'data', bar: 'wait' },
  sql: { word: 'sql', title: 'Database query', step: 'data', bar: 'data' },
  template: { word: 'html', title: 'Template', step: 'render', bar: 'page' },
  write: { word: 'write', title: 'A piece of the answer is written', step: 'send', bar: 'out' },
  end: { word: 'end', title: 'The answer is complete', step: 'send', bar: 'out' },
  error: { word: 'error', title: 'Error', step: 'code', bar: 'bad' },
};

/**
 * The part that a step belongs to; undefined for the whole request. In Node.js a wait that brought nothing to the program (a
 * file, a timer …) is the network's: before the handler the request comes, after it the answer goes.
 */
export function stepOf(span: RequestSpan, { spans }: RequestTrace): Step | undefined {
  if (span.kind === 'wait' && span.details?.for === undefined) {
    const handler = spans.find(({ kind }) => kind === 'handler');
    return handler && span.endMs > handler.startMs ? 'send' : 'receive';
  }
  const { step } = SPAN_KINDS[span.kind];
  return step === 'whole' ? undefined : step;
}
