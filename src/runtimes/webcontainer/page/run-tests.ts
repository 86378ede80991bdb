/** A check: each test file in a process of its own, as `node --test` does, with our reporter. */
import { ReporterEvents } from '../../reporter-events.ts';
import type { Project, TestEvent } from '../../runtime.ts';
import type { Container } from './container.ts';
import { guestPath } from './guest-scripts.ts';
import { SupervisedProcess } from './supervised-process.ts';

const TEST_FILE = /^tests\/(?:.*\/)?[^/]+\.test\.[cm]?js$/;

/** The files of a project that hold its tests, in order. */
export function findTestFiles(project: Project): string[] {
  return Object.keys(project)
    .filter((path) => TEST_FILE.test(path))
    .sort();
}

interface TestFile {
  readonly container: Container;
  readonly folder: string;
  readonly file: string;
  /** Tells its tests from those of other files. */
  readonly number: number;
  readonly onEvent: (event: TestEvent) => void;
}

export interface TestProcess {
  readonly process: SupervisedProcess;
  /** Call it with the exit code when the process has ended by itself. */
  finish(exitCode: number): void;
}

export async function checkFile({ container, folder, file, number, onEvent }: TestFile): Promise<TestProcess> {
  const reporter = `file://${guestPath(container.workdir, 'report-tests.mjs')}`;
  const command = ['node', '--import', reporter, '--test-reporter', reporter, file];
  const events = new ReporterEvents(onEvent, number);
  const process = await SupervisedProcess.start(container, { folder, command }, (frame) => events.receive(frame));
  void process.feed(undefined);
  return { process, finish: (exitCode) => events.finish(exitCode) };
}
