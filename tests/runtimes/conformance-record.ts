/** Runs programs and checks, and gathers what they report. */
import { gradeCheck } from '../../src/grading/check-recorder.ts';
import type { Grade } from '../../src/grading/grade.ts';
import type {
  CheckEnd,
  CheckOptions,
  HttpResponse,
  Project,
  RunEnd,
  RunEvent,
  RunOptions,
  Runtime,
  TestEvent,
} from '../../src/runtimes/runtime.ts';
import type { Program } from './conformance.ts';

/** A run that has ended. */
export interface RunRecord {
  readonly events: readonly RunEvent[];
  readonly end: RunEnd;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunChoices {
  readonly stdin?: RunOptions['stdin'];
  readonly signal?: AbortSignal;
  readonly keep?: RunOptions['keep'];
  readonly trace?: RunOptions['trace'];
  /** Called with each event, after it was recorded. */
  readonly onEvent?: (event: RunEvent) => void;
}

export async function recordRun(runtime: Runtime, program: Program, choices: RunChoices = {}): Promise<RunRecord> {
  const events: RunEvent[] = [];
  const end = await runtime.run(program.project, program.command, {
    ...choices,
    onEvent(event) {
      events.push(event);
      choices.onEvent?.(event);
    },
  });
  return { events, end, stdout: readStream(events, 'stdout'), stderr: readStream(events, 'stderr') };
}

/** A check that has ended. */
export interface CheckRun {
  readonly events: readonly TestEvent[];
  readonly end: CheckEnd;
  readonly grade: Grade;
}

export async function recordCheck(
  runtime: Runtime,
  project: Project,
  choices: Partial<CheckOptions> = {},
): Promise<CheckRun> {
  const events: TestEvent[] = [];
  const end = await runtime.check(project, {
    ...choices,
    onEvent(event) {
      events.push(event);
      choices.onEvent?.(event);
    },
  });
  return { events, end, grade: gradeCheck(events, end) };
}

/** Output in the order it came, neighbours of the same stream joined: `[['stdout', 'a\n'], …]`. */
export function joinOutput(events: readonly RunEvent[]): [stream: string, text: string][] {
  const joined: [string, string][] = [];
  for (const event of events) {
    if (event.type !== 'output') continue;
    const last = joined.at(-1);
    if (last?.[0] === event.stream) last[1] += event.text;
    else joined.push([event.stream, event.text]);
  }
  return joined;
}

/** Resolves with the first event that `isWanted`, while the run goes on. */
export function waitForEvent(isWanted: (event: RunEvent) => boolean): {
  readonly onEvent: (event: RunEvent) => void;
  readonly seen: Promise<RunEvent>;
} {
  const { promise, resolve } = Promise.withResolvers<RunEvent>();
  return {
    seen: promise,
    onEvent(event) {
      if (isWanted(event)) resolve(event);
    },
  };
}

/** The whole body of an answer as text. */
export function readText({ body }: HttpResponse): Promise<string> {
  return new Response(body).text();
}

function readStream(events: readonly RunEvent[], stream: 'stdout' | 'stderr'): string {
  return events.map((event) => (event.type === 'output' && event.stream === stream ? event.text : '')).join('');
}
