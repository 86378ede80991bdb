import { describe, expect, test } from 'vitest';
import { RuntimeError } from '../../src/runtimes/runtime.ts';
import { EXERCISE, FAILED, openTab, PASSED, type Tab } from './fixtures.ts';

const output = (text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({ type: 'output', stream, text }) as const;

describe('running', () => {
  test('an unsaved edit is run, with every other file of the exercise', async () => {
    const { workspace, runtime } = openTab();
    workspace.files.edit('main.js', 'mine');
    await workspace.run();
    expect(runtime.commands).toEqual([['node', 'main.js']]);
    expect(runtime.projects[0]).toMatchObject({
      'main.js': 'mine',
      'lib/given.js': 'given',
      'hidden.js': 'hidden',
      'tests/main.test.js': 'test',
      'a.bin': Uint8Array.of(0, 1, 255),
    });
  });

  test('the output pane comes to the front and has both streams and the end', async () => {
    const { workspace, runtime, announced } = openTab();
    runtime.runEvents = [output('out\n'), output('err\n', 'stderr'), { type: 'output-cut', limitBytes: 1_000_000 }];
    runtime.runEnd = { outcome: 'exited', exitCode: 1, ms: 12 };
    await workspace.run();
    const run = workspace.program.run.value;
    expect(workspace.panes.inFront.value.has('output')).toBe(true);
    expect(run?.blocks.map(({ stream, pieces }) => [stream, pieces[0]?.text])).toEqual([
      ['stdout', 'out\n'],
      ['stderr', 'err\n'],
    ]);
    expect(run?.cutAtBytes).toBe(1_000_000);
    expect(run?.end).toMatchObject({ outcome: 'exited', exitCode: 1 });
    expect(announced.at(-1)).toContain('exit code 1');
  });

  test('a program that reads input gets what is typed, and the output shows it', async () => {
    const { workspace, runtime } = openTab();
    runtime.runEvents = [output('Name? '), { type: 'reading-input' }];
    runtime.readsToEnd = true;
    const running = workspace.run();
    await expect.poll(() => workspace.program.run.value?.readsInput).toBe(true);
    workspace.program.type('Ada');
    workspace.program.type('');
    workspace.program.endInput();
    await running;
    expect(runtime.input).toEqual(['Ada\n', '\n']);
    const run = workspace.program.run.value;
    expect(run?.blocks.map(({ stream, pieces }) => [stream, pieces[0]?.text])).toEqual([
      ['stdout', 'Name? '],
      ['stdin', 'Ada\n\n'],
    ]);
    expect(run?.readsInput).toBe(false);
  });

  test('a server brings the preview forward; when its program ends by itself, the output', async () => {
    const { workspace, runtime } = openTab();
    runtime.runEvents = [{ type: 'listening', port: 3000 }];
    runtime.readsToEnd = true;
    const running = workspace.run();
    await expect.poll(() => workspace.panes.inFront.value.has('preview')).toBe(true);
    workspace.program.endInput();
    await running;
    expect(workspace.panes.inFront.value.has('output')).toBe(true);
  });

  test('stop ends an endless program, and the next run works', async () => {
    const { workspace, runtime } = openTab();
    runtime.isEndless = true;
    const running = workspace.run();
    await expect.poll(() => runtime.commands).toHaveLength(1);
    expect(workspace.work.activity.value).toBe('run');
    workspace.stop();
    await running;
    expect(workspace.program.run.value?.end?.outcome).toBe('stopped');
    expect(workspace.work.activity.value).toBeUndefined();
    runtime.isEndless = false;
    await workspace.run();
    expect(workspace.program.run.value?.end?.outcome).toBe('exited');
  });

  test('a second run while one goes on is not started', async () => {
    const { workspace, runtime } = openTab();
    runtime.isEndless = true;
    const running = workspace.run();
    await expect.poll(() => runtime.projects).toHaveLength(1);
    await workspace.run();
    await workspace.check();
    expect(runtime.projects).toHaveLength(1);
    workspace.stop();
    await running;
  });

  test('stop while the engine still loads ends the run before it begins', async () => {
    const { workspace, runtime } = openTab();
    const running = workspace.run();
    workspace.stop();
    await running;
    expect(workspace.program.run.value?.end?.outcome).toBe('stopped');
    expect(runtime.projects).toHaveLength(0);
  });

  test('an engine that refuses is told with its hint', async () => {
    const { workspace, runtime } = openTab();
    runtime.refusal = new RuntimeError('No WebAssembly.', 'Use another browser.');
    await workspace.run();
    expect(workspace.program.run.value?.end).toEqual({
      outcome: 'refused',
      message: 'No WebAssembly.',
      hint: 'Use another browser.',
    });
  });
});

describe('checking', () => {
  test('a passing check is recorded as passed', async () => {
    const { workspace, runtime, progress, announced } = openTab();
    runtime.testEvents = PASSED;
    await workspace.check();
    expect(workspace.checker.grade.value?.outcome).toBe('passed');
    expect(progress.results.read('two-files')).toMatchObject({ latest: { outcome: 'passed', passed: 1, total: 1 } });
    expect(announced.at(-1)).toBe('The test passed.');
  });

  test('a failing check is recorded as failed', async () => {
    const { workspace, runtime, progress } = openTab();
    runtime.testEvents = FAILED;
    await workspace.check();
    expect(progress.results.read('two-files')).toMatchObject({ latest: { outcome: 'failed', passed: 0, total: 1 } });
  });

  test('a check that the learner stopped is not recorded', async () => {
    const { workspace, runtime, progress } = openTab();
    runtime.isEndless = true;
    const checking = workspace.check();
    workspace.stop();
    await checking;
    expect(workspace.checker.grade.value).toMatchObject({ outcome: 'could-not-run', obstacle: { cause: 'stopped' } });
    expect(progress.results.read('two-files')).toBeUndefined();
  });

  test('an edit makes the grade an old one', async () => {
    const { workspace, runtime } = openTab();
    runtime.testEvents = FAILED;
    await workspace.check();
    expect(workspace.isGradeStale.value).toBe(false);
    workspace.files.edit('main.js', 'better');
    expect(workspace.isGradeStale.value).toBe(true);
  });

  test('an engine that refuses is a check that could not run', async () => {
    const { workspace, runtime } = openTab();
    runtime.refusal = new RuntimeError('No WebAssembly.', 'Use another browser.');
    await workspace.check();
    expect(workspace.checker.grade.value).toMatchObject({
      outcome: 'could-not-run',
      obstacle: { reason: 'No WebAssembly.', hint: 'Use another browser.' },
    });
  });
});

describe('the engine', () => {
  test('warms up once and says when it is ready', async () => {
    const { workspace, announced } = openTab();
    workspace.engine.warmUp();
    workspace.engine.warmUp();
    await expect.poll(() => workspace.engine.status.value.state).toBe('ready');
    expect(announced.filter((text) => text === 'Node.js is ready.')).toHaveLength(1);
    expect(workspace.engine.name.value).toBe('Fake 1.0');
  });

  test('a failed start is told and can be tried again', async () => {
    const { workspace, runtime } = openTab();
    runtime.refusal = new RuntimeError('No WebAssembly.', 'Use another browser.');
    workspace.engine.warmUp();
    await expect
      .poll(() => workspace.engine.status.value)
      .toMatchObject({ state: 'failed', hint: 'Use another browser.' });
    runtime.refusal = undefined;
    workspace.engine.retry();
    await expect.poll(() => workspace.engine.status.value.state).toBe('ready');
  });

  test('goes away with the workspace', async () => {
    const { workspace, runtime } = openTab();
    await workspace.run();
    workspace.dispose();
    await expect.poll(() => runtime.isDisposed).toBe(true);
  });
});

describe('help', () => {
  test('hints open one at a time and stay open on the next visit', () => {
    const tab = openTab();
    tab.workspace.openNextHint();
    expect(tab.workspace.help.hints.value).toEqual(['<p>One</p>']);
    tab.workspace.openNextHint();
    tab.workspace.openNextHint();
    expect(tab.workspace.help.hints.value).toHaveLength(2);
    expect(tab.announced.at(-1)).toBe('There are no more hints.');
    expect(tab.progress.results.read('two-files')?.hintsSeen).toBe(2);
  });

  test('the solution asks first while the exercise is not solved', () => {
    const { workspace } = openTab();
    workspace.askForSolution();
    expect(workspace.help.solution.value).toBe('asking');
  });

  test('the solution opens at once for someone who solved it', async () => {
    const { workspace, runtime } = openTab();
    runtime.testEvents = PASSED;
    await workspace.check();
    workspace.askForSolution();
    expect(workspace.help.solution.value).toBe('open');
  });
});

describe('files on screen', () => {
  test('a jump opens the file at the line, a test file in a tab of its own', () => {
    const { workspace } = openTab();
    workspace.goTo({ file: 'tests/main.test.js', line: 7 });
    expect(workspace.openFiles.openPath.value).toBe('tests/main.test.js');
    expect(workspace.openFiles.tabs.value.at(-1)).toEqual({ path: 'tests/main.test.js', kind: 'test' });
    expect(workspace.openFiles.jump.value?.location.line).toBe(7);
    workspace.openFiles.closeTest('tests/main.test.js');
    expect(workspace.openFiles.openPath.value).toBe('main.js');
  });

  test('a hidden file cannot be jumped to', () => {
    const { workspace } = openTab();
    workspace.goTo({ file: 'hidden.js', line: 1 });
    expect(workspace.openFiles.openPath.value).toBe('main.js');
  });
});

describe('panes', () => {
  test('on a narrow screen they are tabs, and a check brings the tests to the front', async () => {
    const { workspace, runtime } = openTab();
    workspace.panes.fit(390);
    expect([...workspace.panes.inFront.value]).toEqual(['task']);
    runtime.testEvents = PASSED;
    await workspace.check();
    expect([...workspace.panes.inFront.value]).toEqual(['tests']);
  });

  test('on a wide screen task, code and results are there together', () => {
    const { workspace } = openTab();
    workspace.panes.fit(1300);
    expect([...workspace.panes.inFront.value].sort()).toEqual(['code', 'output', 'task']);
  });

  test('sizes are remembered and kept within bounds', () => {
    const tab = openTab();
    tab.workspace.panes.fit(1300);
    tab.workspace.panes.resize('task', 2);
    tab.workspace.panes.keepShares();
    expect(tab.workspace.panes.share('task')).toBe(15);
    expect(tab.progress.readSettings().panes).toEqual({ 'columns-task': 15 });
  });
});

describe('a database', () => {
  const exercise = { ...EXERCISE, database: 'db.sqlite3', keep: ['db.sqlite3'] };
  const content = Uint8Array.of(1, 2);
  const query = { sql: 'SELECT 1', ms: 1 };

  test('is handed back by a run, found by the next, and never seen by a check', async () => {
    const { workspace, runtime } = openTab({ exercise });
    runtime.runEvents = [{ type: 'file-kept', path: 'db.sqlite3', content }];
    await workspace.run();
    expect(runtime.keep).toEqual(['db.sqlite3']);
    expect(workspace.database?.content.value).toBe(content);
    await workspace.run();
    await workspace.check();
    expect(runtime.projects.map((project) => project['db.sqlite3'])).toEqual([undefined, content, undefined]);
  });

  test('has the SQL of the run and of the last request, until the next run', async () => {
    const { workspace, runtime } = openTab({ exercise });
    const request = { type: 'request', method: 'GET', path: '/' } as const;
    runtime.runEvents = [
      { type: 'queries', log: { of: { type: 'run' }, queries: [query], total: 1 } },
      { type: 'queries', log: { of: request, queries: [query], total: 1 } },
      { type: 'queries', log: { of: { ...request, path: '/b' }, queries: [query], total: 1 } },
    ];
    await workspace.run();
    expect(workspace.database?.runLog.value?.queries).toEqual([query]);
    expect(workspace.database?.requestLog.value?.of).toEqual({ ...request, path: '/b' });
    runtime.runEvents = [];
    await workspace.run();
    expect(workspace.database?.requestLog.value).toBeUndefined();
  });

  test('goes with a reset, and can be had back', async () => {
    const { workspace, runtime } = openTab({ exercise });
    runtime.runEvents = [{ type: 'file-kept', path: 'db.sqlite3', content }];
    await workspace.run();
    workspace.reset();
    expect(workspace.database?.content.value).toBeUndefined();
    expect(workspace.canReset.value).toBe(false);
    workspace.runFiles.undoDrop();
    expect(workspace.database?.content.value).toBe(content);
  });

  test('has a pane only where there is one', () => {
    const shown = (tab: Tab) => tab.workspace.panes.groups.value.flat().includes('database');
    expect([shown(openTab({ exercise })), shown(openTab())]).toEqual([true, false]);
  });
});
