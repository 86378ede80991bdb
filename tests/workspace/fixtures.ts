/** An exercise, and a workspace on it, for tests. */
import type { Exercise } from '../../src/course/exercise.ts';
import { Progress } from '../../src/progress/progress.ts';
import { watchPage } from '../../src/progress/shared-progress.ts';
import type { TestEvent } from '../../src/runtimes/runtime.ts';
import type { WorkspaceLayout } from '../../src/workspace/model/panes.ts';
import { Workspace } from '../../src/workspace/model/workspace.ts';
import { FakeStorage } from '../progress/fake-storage.ts';
import { FakeRuntime } from './fake-runtime.ts';

export const EXERCISE: Exercise = {
  id: 'two-files',
  title: 'Two files',
  stack: 'node',
  summary: 'An exercise with a file to change and one to read.',
  files: ['main.js', 'lib/given.js'],
  readOnly: ['lib/given.js'],
  command: ['node', 'main.js'],
  npm: false,
  concepts: ['modules'],
  minutes: 5,
  hints: ['<p>One</p>', '<p>Two</p>'],
  starter: {
    text: { 'main.js': 'start', 'lib/given.js': 'given', 'hidden.js': 'hidden' },
    binary: { 'a.bin': 'AAH/' },
  },
  solution: { text: { 'main.js': 'solved' }, binary: {} },
  tests: { text: { 'tests/main.test.js': 'test' }, binary: {} },
};

export const PASSED: TestEvent[] = [
  { type: 'test-started', id: '1', path: ['adds'] },
  { type: 'test-ended', id: '1', path: ['adds'], outcome: 'passed', ms: 1 },
];

export const FAILED: TestEvent[] = [
  {
    type: 'test-ended',
    id: '1',
    path: ['adds'],
    outcome: 'failed',
    ms: 1,
    failure: { kind: 'assertion', message: 'Not 2.', stack: '', learnerLocation: { file: 'main.js', line: 1 } },
  },
];

/** What a tab has: its window's events, and progress on a storage that tabs may share. */
export interface Tab {
  readonly progress: Progress;
  readonly workspace: Workspace;
  readonly runtime: FakeRuntime;
  /** Tells this tab that another one wrote. */
  hearOtherTab(key: string): void;
  /** The learner turns to another tab or closes this one. */
  hide(): void;
  /** Everything that was announced. */
  readonly announced: string[];
}

let clock = Date.parse('2026-01-01T10:00:00Z');

export function openTab({
  storage = new FakeStorage(),
  layout = 'page' as WorkspaceLayout,
  exercise = EXERCISE,
} = {}): Tab {
  const page = Object.assign(new EventTarget(), { document: new EventTarget() });
  const progress = new Progress(storage, () => {
    clock += 1000;
    return new Date(clock);
  });
  watchPage(page as unknown as Window, progress);
  const runtime = new FakeRuntime();
  const workspace = new Workspace({ exercise, layout, page, progress, openRuntime: async () => runtime });
  const announced: string[] = [];
  workspace.announcer.latest.subscribe(({ text }) => {
    if (text !== '') announced.push(text);
  });
  return {
    progress,
    workspace,
    runtime,
    announced,
    hearOtherTab: (key) => void page.dispatchEvent(Object.assign(new Event('storage'), { key })),
    hide: () => void page.dispatchEvent(new Event('pagehide')),
  };
}
