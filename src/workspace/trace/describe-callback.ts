/** A callback of a trace in words: what it is, and the rule of Node.js that put it there. */
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import type { CallbackSpan, TraceOrigin, TracePhase } from '../../runtimes/trace.ts';

/** The lanes from top to bottom, in the words that Node's documentation uses. */
export const LANES: readonly { readonly phase: TracePhase; readonly title: string }[] = [
  { phase: 'script', title: 'Script' },
  { phase: 'tick', title: 'nextTick queue' },
  { phase: 'microtask', title: 'Microtasks' },
  { phase: 'timer', title: 'Timers' },
  { phase: 'poll', title: 'Poll' },
  { phase: 'check', title: 'Check' },
  { phase: 'close', title: 'Close' },
];

const ORIGINS: Readonly<Record<TraceOrigin, string>> = {
  commonjs: 'The code of a CommonJS module',
  module: 'The code of an ES module',
  nextTick: 'A process.nextTick callback',
  // biome-ignore lint/suspicious/noThenProperty: the name of what made it, never awaited.
  then: 'A promise reaction',
  await: 'An async function goes on after await',
  queueMicrotask: 'A queueMicrotask callback',
  setTimeout: 'A setTimeout callback',
  setInterval: 'A setInterval callback',
  setImmediate: 'A setImmediate callback',
  fs: 'The file system has answered',
  net: 'A connection has something',
  http: 'An HTTP message has arrived',
  input: 'Standard input has something',
  worker: 'Another thread or process has something',
  other: 'Work outside of JavaScript is done',
  close: 'A close callback',
  native: 'Node.js itself calls the program',
};

export function titleCallback({ origin, name }: CallbackSpan): string {
  const isModule = origin === 'commonjs' || origin === 'module';
  return isModule && name !== undefined ? `${ORIGINS[origin]}: ${name}` : ORIGINS[origin];
}

export type RuleId =
  | 'main-script'
  | 'required-module'
  | 'tick-before-microtasks'
  | 'tick-after-microtasks'
  | 'tick-between-callbacks'
  | 'microtask-now'
  | 'microtask-after-tick'
  | 'await-microtask'
  | 'timer-due'
  | 'poll-ready'
  | 'check-after-poll'
  | 'close-last'
  | 'native';

/** Each is what Node's documentation says of the event loop (nodejs.org: The Node.js Event Loop; process.nextTick). */
export const RULES: Readonly<Record<RuleId, string>> = {
  'main-script': 'Node.js runs the program’s own code first, to its end. Nothing else can run meanwhile.',
  'required-module': 'require and import run another module’s code to its end before the code that needs it goes on.',
  'tick-before-microtasks':
    'The tick queue is emptied as soon as the running code has ended: a tick queued by CommonJS code or by a callback of the loop runs before any microtask.',
  'tick-after-microtasks':
    'The microtask queue was already draining: ES modules and what follows a promise run in it. It is emptied first, then the tick queue.',
  'tick-between-callbacks':
    'A tick queued by a tick joins the end of the same queue: ticks go on until there are none.',
  'microtask-now':
    'The microtask queue is emptied after the tick queue, before the loop goes on. Microtasks queued meanwhile join its end.',
  'microtask-after-tick':
    'A tick asked for it. All ticks run first, then the microtasks, before the loop goes on to its next callback.',
  'await-microtask':
    'await suspends the function. When the promise is settled, the rest of the function is a microtask.',
  'timer-due':
    'A timer runs in the timers phase of the first turn in which its delay is over: the delay is the least it waits, not the most. After each timer, ticks and microtasks run.',
  'poll-ready':
    'Answers from outside JavaScript (files, connections, other threads) run in the poll phase, in the order in which they came in. The loop waits here while it has nothing else to do.',
  'check-after-poll': 'setImmediate callbacks run in the check phase, right after poll.',
  'close-last': 'Close callbacks come last in a turn of the loop.',
  native: 'An event of the process, such as exit, calls its listeners at once, outside of the loop’s phases.',
};

/** Why a callback stands where it does. */
export function ruleOf(trace: CallbackTrace, span: CallbackSpan): RuleId {
  const cause = trace.at(span.cause);
  if (span.origin === 'native') return 'native';
  switch (span.phase) {
    case 'script':
      return span.cause === 0 ? 'main-script' : 'required-module';
    case 'tick':
      return ruleOfTick(cause);
    case 'microtask':
      if (span.origin === 'await') return 'await-microtask';
      return cause?.phase === 'tick' ? 'microtask-after-tick' : 'microtask-now';
    case 'timer':
      return 'timer-due';
    case 'poll':
      return 'poll-ready';
    case 'check':
      return 'check-after-poll';
    case 'close':
      return 'close-last';
  }
}

function ruleOfTick(cause: CallbackSpan | undefined): RuleId {
  if (cause?.phase === 'tick') return 'tick-between-callbacks';
  return cause?.phase === 'microtask' || cause?.origin === 'module'
    ? 'tick-after-microtasks'
    : 'tick-before-microtasks';
}

/** µs as a reader wants them. */
export function describeUs(us: number): string {
  if (us < 1000) return `${Math.round(us)} µs`;
  return us < 100_000 ? `${(us / 1000).toFixed(1)} ms` : `${Math.round(us / 1000)} ms`;
}

/** How a timer kept its delay. */
export function describeDelay({ delayMs, scheduledUs, startUs }: CallbackSpan): string | undefined {
  if (delayMs === undefined) return undefined;
  return `Asked for ${delayMs} ms, ran after ${describeUs(startUs - scheduledUs)}.`;
}

/** Where its times come from, when the clock was not read for it alone. */
export function describeSharing(sharedBy: number): string | undefined {
  if (sharedBy <= 1) return undefined;
  return `The clock was read once for ${sharedBy} small callbacks in a row: each has an equal share of their time.`;
}

/** One sentence for a screen reader. */
export function describeCallback(trace: CallbackTrace, span: CallbackSpan): string {
  const lane = LANES.find(({ phase }) => phase === span.phase)?.title ?? span.phase;
  const place = span.runsAt ? `, ${span.runsAt.file} line ${span.runsAt.line}` : '';
  const written = trace.writtenBy(span.id);
  return `${lane}: ${titleCallback(span)}${place}.${written ? ` Wrote ${written.trimEnd()}` : ''}`;
}
