/** A runtime that runs nothing: it plays back what each conformance program must do. Spoil it to break a promise. */
import {
  CHECK_TIMEOUT_MS,
  type CheckEnd,
  type CheckOptions,
  type HttpRequest,
  type HttpResponse,
  OUTPUT_LIMIT_BYTES,
  type Project,
  type RunEnd,
  type RunEvent,
  type RunOptions,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type SyntaxProblem,
  type TestEvent,
  type TestFailure,
} from '../../src/runtimes/runtime.ts';
import type { RequestSpan, RequestTrace } from '../../src/runtimes/trace.ts';
import { type CheckProgram, type ConformancePrograms, type Program, UNICODE_LINE } from './conformance.ts';

/** What a program does: its events, then its end; `'hangs'` until it is stopped. */
export interface RunScript {
  events: RunEvent[];
  end: RunEnd | 'hangs';
}

export interface CheckScript {
  events: TestEvent[];
  end: CheckEnd | 'hangs';
}

type RunName = {
  [Name in keyof ConformancePrograms]: ConformancePrograms[Name] extends Program ? Name : never;
}[keyof ConformancePrograms];
type CheckName = Exclude<keyof ConformancePrograms, RunName | 'mistake'>;

const print = (text: string, stream: 'stdout' | 'stderr' = 'stdout'): RunEvent => ({ type: 'output', stream, text });
const keep = (path: string, ...bytes: number[]): RunEvent => ({
  type: 'file-kept',
  path,
  content: new Uint8Array(bytes),
});
const exit = (exitCode: number): RunEnd => ({ outcome: 'exited', exitCode, ms: 1 });
const play = (end: RunScript['end'], ...events: RunEvent[]): RunScript => ({ events, end });

const started = (name: string): TestEvent => ({ type: 'test-started', id: name, path: ['suite', name] });
function ended(name: string, outcome: 'passed' | 'failed' | 'skipped', failure?: TestFailure): TestEvent {
  return { type: 'test-ended', id: name, path: ['suite', name], outcome, ms: 1, ...(failure && { failure }) };
}
const grade = (...events: TestEvent[]): CheckScript => ({ events, end: { outcome: 'completed', ms: 1 } });
const error = (message: string, line?: number): TestFailure => ({
  kind: 'error',
  message,
  stack: '',
  ...(line !== undefined && { learnerLocation: { file: 'main.js', line } }),
});
const CUT = { type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES } as const;

export class FakeRuntime implements Runtime {
  runs: Record<RunName, RunScript> = {
    interleaved: play(exit(0), print('one\n'), print('two\n', 'stderr'), print('three\n')),
    exitsWith3: play(exit(3), print('bye\n')),
    throws: play(exit(1), print('main.js:2\nError: kaboom\n', 'stderr')),
    syntaxError: play(exit(1), print('SyntaxError: no\n', 'stderr')),
    shouts: play(exit(0)),
    loops: play('hangs', print('started\n')),
    unicode: play(exit(0), print(UNICODE_LINE.repeat(20_000)), print('\n')),
    floods: play(exit(0), print('x'.repeat(OUTPUT_LIMIT_BYTES)), CUT),
    readsBytes: play(exit(0), print('256 32640\n')),
    recurses: play(exit(1), print('RangeError: Maximum call stack size exceeded\n', 'stderr')),
    allocates: play({ outcome: 'crashed', message: 'Out of memory.', hint: 'Use less.', ms: 1 }),
    leaves: play(exit(0), print('dirty\n')),
    looks: play(exit(0), print('clean\n')),
    serves: play('hangs', { type: 'listening', port: 8000 }),
    streams: play('hangs', { type: 'listening', port: 8000 }),
    writes: play(
      exit(0),
      print('old\n'),
      keep('changed.bin', 0, 255, 10),
      { type: 'file-kept', path: 'gone.txt' },
      keep('made/new.txt', 110),
      keep('other.txt'),
    ),
    counts: play('hangs', { type: 'listening', port: 8000 }),
  };
  problems: SyntaxProblem[] = [{ message: 'No.', line: 2, column: 7 }];
  checks: Record<CheckName, CheckScript> = {
    graded: grade(
      started('adds'),
      { type: 'test-output', id: 'adds', stream: 'stdout', text: 'printed by adds\n' },
      ended('adds', 'passed'),
      ended('compares', 'failed', {
        kind: 'assertion',
        message: 'Lists differ',
        expected: '[1, 2, 3]',
        actual: '[1, 2, 4]',
        stack: '',
        testLocation: { file: 'tests/main.test.js', line: 4 },
      }),
      ended('breaks', 'failed', error('not today', 6)),
    ),
    skips: grade(ended('runs', 'passed'), ended('waits', 'skipped')),
    noTests: grade(),
    brokenFile: grade({ type: 'check-error', failure: error('SyntaxError: no', 3) }),
    throwsOnImport: grade({ type: 'check-error', failure: error('cannot load') }),
    exitsInTest: grade(started('ends'), { type: 'check-error', failure: error('process.exit(0) was called') }),
    loopsInTest: { events: [started('a'), ended('a', 'passed'), started('b')], end: 'hangs' },
    recursesInTest: grade(ended('recurses', 'failed', error('Maximum call stack size exceeded'))),
    floodsInTest: grade(started('floods'), CUT, ended('floods', 'passed')),
    leavesInTest: grade(ended('the world is fresh', 'passed')),
  };
  description: RuntimeDescription = { stack: 'node', name: 'Fake 1.0', cannot: ['anything'], traces: ['requests'] };
  /** Of the steps of each request that is recorded. */
  spans: RequestSpan[] = [
    { id: 1, parent: 0, kind: 'request', label: 'POST /echo?x=1', startMs: 0, endMs: 2 },
    { id: 2, parent: 1, kind: 'handler', label: 'listener', startMs: 1, endMs: 2 },
  ];
  loading: RuntimeStatus[] = [0, 0.5].map((progress) => ({ state: 'loading', step: 'Loading', progress }));
  response = {
    status: 201,
    statusText: 'Created',
    headers: [['x-seen', 'POST /echo?x=1']] as const,
    text: 'zoë',
    ms: 1,
  };
  /** What `/` of the streaming program answers while another answer goes on. */
  meanwhile = 'here';
  unknownCommand: RunScript = play(exit(127), print('no-such-program: command not found\n', 'stderr'));
  refusal = new RuntimeError('Another program runs.', 'Stop it first.');
  /** Called when a program starts, with the listener of one that was stopped before; a sound runtime forgets it. */
  recallStopped: (listener: (event: RunEvent) => void) => void = () => undefined;
  /** How long the fake page does not answer, in ms. */
  freezeMs = 0;
  status: RuntimeStatus = { state: 'idle' };
  readonly #listeners = new Set<(status: RuntimeStatus) => void>();
  /** Requests that came. */
  count = 0;
  #recorder: ((event: RunEvent) => void) | undefined;
  #counter: ((event: RunEvent) => void) | undefined;
  #stop: (() => void) | undefined;
  #listener: ((event: RunEvent) => void) | undefined;
  #stoppedListener: ((event: RunEvent) => void) | undefined;

  describe(): RuntimeDescription {
    return this.description;
  }

  onStatus(listener: (status: RuntimeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    if (this.status.state !== 'idle') return;
    for (const status of this.loading) this.#setStatus(status);
    this.#setStatus({ state: 'ready' });
  }

  async run(_project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd> {
    const [program, name] = command;
    const script = program === 'fake' ? this.runs[name as RunName] : this.unknownCommand;
    const echo =
      name === 'shouts' && script.events.length === 0 ? [print(String(options.stdin ?? '').toUpperCase())] : [];
    const isWanted = ({ type, ...event }: RunEvent) =>
      type !== 'file-kept' || ('path' in event && (options.keep === 'all' || options.keep?.includes(event.path)));
    const events = [...script.events, ...echo].filter(isWanted);
    this.#counter = name === 'counts' ? options.onEvent : undefined;
    this.#recorder = options.trace?.includes('requests') ? options.onEvent : undefined;
    return this.#play('run', { ...script, events }, options, (end) => end);
  }

  async check(project: Project, options: CheckOptions): Promise<CheckEnd> {
    const script = this.checks[Object.keys(project)[0] as CheckName];
    const limitMs = options.timeoutMs ?? CHECK_TIMEOUT_MS;
    return this.#play('check', script, options, (end) =>
      options.timeoutMs === undefined ? end : { outcome: 'timed-out', limitMs, ms: limitMs },
    );
  }

  async request({ method, path, signal }: HttpRequest): Promise<HttpResponse> {
    if (!this.#stop) throw this.refusal;
    if (path === '/ticks') signal?.addEventListener('abort', () => this.#listener?.(print('gone\n')));
    this.count += 1;
    this.#counter?.(keep('count.txt', 48 + this.count));
    const text = path === '/ticks' ? 'tick' : path === '/' ? this.meanwhile : this.response.text;
    return { ...this.response, ...this.#record(method, path), body: new Blob([text]).stream() };
  }

  #record(method: string, path: string): { readonly traceId?: string } {
    if (!this.#recorder) return {};
    const id = `request-${this.count}`;
    const trace: RequestTrace = { id, stack: 'node', method, path, status: 201, ms: 2, spans: this.spans };
    this.#recorder({ type: 'trace', batch: { kind: 'request', trace } });
    return { traceId: id };
  }

  async findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    if (path === 'notes.txt') return undefined;
    return text.includes('\n') ? this.problems : [];
  }

  async stop(): Promise<void> {
    this.#stop?.();
  }

  dispose(): void {
    this.#listeners.clear();
  }

  async #play<Event, End>(
    activity: 'run' | 'check',
    script: { events: Event[]; end: End | 'hangs' },
    options: { onEvent: (event: Event) => void; signal?: AbortSignal },
    endHanging: (stopped: End) => End,
  ): Promise<End> {
    if (this.#stop) throw this.refusal;
    await this.start();
    if (this.#stoppedListener) this.recallStopped(this.#stoppedListener);
    this.#setStatus({ state: 'running', activity });
    const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
    this.#stop = stop;
    options.signal?.addEventListener('abort', () => stop());
    const hasTimeout = 'timeoutMs' in options && options.timeoutMs !== undefined;
    if (activity === 'run') this.#listener = options.onEvent as (event: RunEvent) => void;
    for (const event of script.events) options.onEvent(event);
    if (script.end === 'hangs' && !hasTimeout) await stopped;
    this.#stop = undefined;
    this.#setStatus({ state: 'ready' });
    if (script.end !== 'hangs') return script.end;
    const end = endHanging({ outcome: 'stopped', ms: 1 } as End);
    if (activity === 'run') this.#stoppedListener = options.onEvent as (event: RunEvent) => void;
    return end;
  }

  #setStatus(status: RuntimeStatus): void {
    this.status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

const run = (name: RunName): Program => ({ project: {}, command: ['fake', name] });
const check = (name: CheckName): Project => ({ [name]: '' });
const graded = (name: CheckName): CheckProgram => ({ project: check(name), learnerFile: 'main.js' });

/** Programs by name: the fake looks up what each does. */
export const FAKE_PROGRAMS: ConformancePrograms = {
  interleaved: run('interleaved'),
  exitsWith3: run('exitsWith3'),
  throws: run('throws'),
  syntaxError: run('syntaxError'),
  shouts: run('shouts'),
  loops: run('loops'),
  unicode: run('unicode'),
  floods: run('floods'),
  readsBytes: run('readsBytes'),
  recurses: run('recurses'),
  allocates: run('allocates'),
  leaves: run('leaves'),
  looks: run('looks'),
  serves: run('serves'),
  streams: run('streams'),
  writes: run('writes'),
  counts: run('counts'),
  mistake: { path: 'main.js', text: 'fine\nnot' },
  graded: graded('graded'),
  skips: check('skips'),
  noTests: check('noTests'),
  brokenFile: graded('brokenFile'),
  throwsOnImport: check('throwsOnImport'),
  exitsInTest: check('exitsInTest'),
  loopsInTest: check('loopsInTest'),
  recursesInTest: check('recursesInTest'),
  floodsInTest: check('floodsInTest'),
  leavesInTest: check('leavesInTest'),
};
