/** A check: each test file in a worker of its own, as `node --test` gives each a process. */
import { type CheckOptions, OUTPUT_LIMIT_BYTES, type Project, type TestEvent } from '../../runtime.ts';
import type { WorkerMessage } from '../worker/messages.ts';
import type { RunWorkers } from './child-workers.ts';
import type { NodeWorker, ProgramEnd } from './node-worker.ts';
import { type ProgramFiles, startMessage } from './start-message.ts';

const TEST_FILE = /^tests\/(?:.*\/)?[^/]*\.test\.[cm]?js$/;

/** The files of a project that hold its tests, in order. */
export function findTestFiles(project: Project): string[] {
  return Object.keys(project)
    .filter((path) => TEST_FILE.test(path))
    .sort();
}

/** Runs one test file and passes its events on; `number` tells its tests from those of other files. */
export function runTestFile(
  worker: NodeWorker,
  run: RunWorkers,
  files: ProgramFiles,
  file: string,
  number: number,
  { onEvent, trace }: Pick<CheckOptions, 'onEvent' | 'trace'>,
): Promise<ProgramEnd> {
  const command = { argv: [file], execArgv: [], options: {} };
  // Ids of callbacks begin anew in each file: they belong to one program, and a check is several.
  const message = startMessage('check', files, command, { trace: trace?.filter((kind) => kind === 'requests') });
  return worker.start(
    message,
    (received) => {
      for (const event of testEvents(received)) onEvent('id' in event ? withFile(event, number) : event);
    },
    run,
  );
}

function testEvents(message: WorkerMessage): TestEvent[] {
  switch (message.type) {
    case 'test':
      return [message.event];
    case 'output':
      return message.chunks.map(({ testId, ...chunk }) => ({
        type: 'test-output',
        ...chunk,
        ...(testId !== undefined && { id: testId }),
      }));
    case 'output-cut':
      return [{ type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES }];
    case 'trace':
      return [{ type: 'trace', batch: message.batch, ...(message.testId !== undefined && { id: message.testId }) }];
    default:
      return [];
  }
}

function withFile(event: Extract<TestEvent, { readonly id?: string }>, number: number): TestEvent {
  return event.id === undefined ? event : ({ ...event, id: `${number}.${event.id}` } as TestEvent);
}
