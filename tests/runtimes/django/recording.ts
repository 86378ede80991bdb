/** Runs and checks whose events are kept. */
import type {
  CheckEnd,
  CheckOptions,
  Project,
  Runtime,
  TestEvent,
  TestFailure,
} from '../../../src/runtimes/runtime.ts';
import { type RunChoices, type RunRecord, recordRun as recordProgram } from '../conformance-record.ts';

/** A run to its end, with what it wrote. */
export function recordRun(
  runtime: Runtime,
  project: Project,
  command: readonly string[],
  choices?: RunChoices,
): Promise<RunRecord> {
  return recordProgram(runtime, { project, command }, choices);
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
