/** Runs and checks whose events are kept. */
import type {
  CheckEnd,
  CheckOptions,
  Project,
  RunEnd,
  RunEvent,
  RunOptions,
  Runtime,
  TestEvent,
  TestFailure,
} from '../../../src/runtimes/runtime.ts';

export interface RecordedRun {
  readonly end: RunEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly RunEvent[];
}

/** A run to its end, with what it wrote. */
export async function recordRun(
  runtime: Runtime,
  project: Project,
  command: readonly string[],
  { stdin, trace }: Pick<RunOptions, 'trace'> & { readonly stdin?: string } = {},
): Promise<RecordedRun> {
  const events: RunEvent[] = [];
  const end = await runtime.run(project, command, {
    onEvent: (event) => events.push(event),
    trace,
    ...(stdin !== undefined && { stdin }),
  });
  const written = (stream: 'stdout' | 'stderr') =>
    events.map((event) => (event.type === 'output' && event.stream === stream ? event.text : '')).join('');
  return { end, stdout: written('stdout'), stderr: written('stderr'), events };
}

export interface RecordedCheck {
  readonly end: CheckEnd;
  readonly events: readonly TestEvent[];
  /** Outcome by test id. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** The failure of the test whose id ends so, or that of the check when no ending is given. */
  failure(idEnding?: string): TestFailure | undefined;
}

/** A check to its end, with its verdicts. */
export async function recordCheck(
  runtime: Runtime,
  project: Project,
  options: Omit<CheckOptions, 'onEvent'> = {},
): Promise<RecordedCheck> {
  const events: TestEvent[] = [];
  const end = await runtime.check(project, { ...options, onEvent: (event) => events.push(event) });
  const ended = events.filter((event) => event.type === 'test-ended');
  return {
    end,
    events,
    outcomes: Object.fromEntries(ended.map(({ id, outcome }) => [id, outcome])),
    failure: (idEnding) =>
      idEnding === undefined
        ? events.find((event) => event.type === 'check-error')?.failure
        : ended.find(({ id }) => id.endsWith(idEnding))?.failure,
  };
}
