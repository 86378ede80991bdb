import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from '../../src/progress/progress.ts';
import { FakeStorage } from './fake-storage.ts';

let storage: FakeStorage;
let clock: number;

/** A tab of its own on the same storage; each call of its clock is a second later. */
function openTab(): Progress {
  return new Progress(storage, () => {
    clock += 1000;
    return new Date(clock);
  });
}

function kinds(progress: Progress): string[] {
  return progress.problems.map(({ kind }) => kind);
}

beforeEach(() => {
  vi.useFakeTimers();
  storage = new FakeStorage();
  clock = Date.parse('2026-01-01T10:00:00Z');
});
afterEach(() => {
  vi.useRealTimers();
});

describe('drafts', () => {
  test('an edit is stored within half a second, also while typing goes on', () => {
    const { drafts } = openTab();
    for (let typed = 1; typed <= 10; typed += 1) {
      drafts.save('loops', { 'main.js': 'x'.repeat(typed) });
      vi.advanceTimersByTime(100);
    }
    // 1000 ms have passed: what was typed half a second ago or earlier must be there.
    expect(openTab().drafts.read('loops')?.files['main.js']?.length).toBeGreaterThanOrEqual(5);
  });

  test('flush, as on page hide, stores at once', () => {
    const { drafts } = openTab();
    drafts.save('loops', { 'main.js': 'last words' });
    expect(openTab().drafts.read('loops')).toBeUndefined();
    drafts.flush();
    expect(openTab().drafts.read('loops')?.files).toEqual({ 'main.js': 'last words' });
  });

  test('reading sees an edit that is not stored yet', () => {
    const { drafts } = openTab();
    drafts.save('loops', { 'main.js': 'new' });
    expect(drafts.read('loops')?.files).toEqual({ 'main.js': 'new' });
  });

  test('a reset keeps the draft as an earlier one', () => {
    const { drafts } = openTab();
    drafts.save('loops', { 'main.js': 'mine' });
    drafts.keep('loops', 'reset');
    drafts.discard('loops');
    vi.runAllTimers();
    const later = openTab().drafts;
    expect(later.read('loops')).toBeUndefined();
    expect(later.earlier('loops')).toMatchObject([{ reason: 'reset', files: { 'main.js': 'mine' } }]);
  });

  test('ten earlier drafts are kept, the newest first, without repeats', () => {
    const { drafts } = openTab();
    for (let version = 1; version <= 12; version += 1) {
      drafts.save('loops', { 'main.js': `version ${version}` });
      drafts.keep('loops', 'reset');
      drafts.keep('loops', 'reset');
    }
    const earlier = drafts.earlier('loops').map(({ files }) => files['main.js']);
    expect(earlier).toHaveLength(10);
    expect(earlier[0]).toBe('version 12');
    expect(earlier[9]).toBe('version 3');
  });

  test('what another tab saved meanwhile becomes an earlier draft, not lost', () => {
    const [here, there] = [openTab(), openTab()];
    here.drafts.read('loops');
    there.drafts.read('loops');
    there.drafts.save('loops', { 'main.js': 'there' });
    there.drafts.flush();
    here.drafts.save('loops', { 'main.js': 'here' });
    here.drafts.flush();
    expect(here.drafts.read('loops')?.files).toEqual({ 'main.js': 'here' });
    expect(here.drafts.earlier('loops')).toMatchObject([{ reason: 'other-tab', files: { 'main.js': 'there' } }]);
  });

  test('going on from what another tab saved keeps no copy of it', () => {
    const [here, there] = [openTab(), openTab()];
    there.drafts.save('loops', { 'main.js': 'there' });
    there.drafts.flush();
    here.drafts.read('loops');
    here.drafts.save('loops', { 'main.js': 'there, and here' });
    here.drafts.flush();
    expect(here.drafts.earlier('loops')).toEqual([]);
  });
});

describe('results', () => {
  test('having passed once stays when a later check fails', () => {
    const { results } = openTab();
    results.recordGrade('loops', { outcome: 'passed', passed: 3, total: 3 });
    results.recordGrade('loops', { outcome: 'failed', passed: 1, total: 3 });
    expect(openTab().results.read('loops')).toMatchObject({
      latest: { outcome: 'failed', passed: 1, total: 3 },
      passedAt: '2026-01-01T10:00:01.000Z',
      checks: 2,
    });
  });

  test('hints seen never become fewer, and two tabs add to the same record', () => {
    const [here, there] = [openTab(), openTab()];
    here.results.recordHintsSeen('loops', 2);
    there.results.recordHintsSeen('loops', 1);
    there.results.recordSolutionSeen('loops');
    expect(here.results.read('loops')).toMatchObject({ hintsSeen: 2, solutionSeenAt: expect.any(String) });
  });
});

test('place, opened lessons and settings are found again', () => {
  const first = openTab();
  first.recordPlace({ path: '/lessons/models/', title: 'Models' });
  first.recordLessonOpened('models');
  first.changeSettings({ theme: 'dark', panes: { editor: 60 } });
  first.changeSettings({ panes: { tests: 30 } });
  const later = openTab();
  expect(later.readPlace()).toMatchObject({ path: '/lessons/models/', title: 'Models' });
  expect(later.readLessonOpenedAt('models')).toBeDefined();
  expect(later.readLessonOpenedAt('queries')).toBeUndefined();
  expect(later.readSettings()).toEqual({ theme: 'dark', panes: { editor: 60, tests: 30 } });
});

describe('storage that refuses', () => {
  test('forbidden: says so, and works in memory', () => {
    const progress = new Progress(undefined);
    progress.drafts.save('loops', { 'main.js': 'kept' });
    progress.drafts.flush();
    expect(kinds(progress)).toEqual(['forbidden']);
    expect(progress.drafts.read('loops')?.files).toEqual({ 'main.js': 'kept' });
    expect(JSON.parse(progress.exportAll()).records['draft/loops']).toBeDefined();
  });

  test('forbidden while the page is open: says so, and goes on in memory', () => {
    const progress = openTab();
    storage.denial = new DOMException('Denied.', 'SecurityError');
    progress.recordPlace({ path: '/', title: 'Home' });
    expect(kinds(progress)).toEqual(['forbidden']);
    expect(progress.readPlace()?.title).toBe('Home');
  });

  test('full: says so, loses nothing, and stores it once there is room', () => {
    const progress = openTab();
    progress.results.recordGrade('other', { outcome: 'passed', passed: 1, total: 1 });
    storage.limit = 300;
    progress.drafts.save('loops', { 'main.js': 'x'.repeat(500) });
    progress.drafts.flush();
    expect(kinds(progress)).toEqual(['full']);
    expect(progress.drafts.read('loops')?.files['main.js']).toHaveLength(500);
    expect(openTab().results.read('other')?.passedAt).toBeDefined();

    storage.limit = 10_000;
    progress.recordPlace({ path: '/', title: 'Home' });
    expect(kinds(progress)).toEqual([]);
    expect(openTab().drafts.read('loops')?.files['main.js']).toHaveLength(500);
  });
});

describe('records that cannot be read', () => {
  test.each([
    ['no JSON', '{"version":1,"value":'],
    ['no envelope', '"text"'],
    ['a wrong shape', '{"version":1,"value":{"files":{"main.js":7},"savedAt":"2026-01-01T10:00:00Z"}}'],
  ])('a corrupt one (%s) is set aside with a message, others are as they were', (_what, text) => {
    const before = openTab();
    before.drafts.save('other', { 'main.js': 'fine' });
    before.drafts.flush();
    storage.entries.set('twinstack/draft/loops', text);

    const progress = openTab();
    expect(progress.drafts.read('loops')).toBeUndefined();
    expect(kinds(progress)).toEqual(['corrupt']);
    expect(progress.problems[0]?.message).toContain('“loops”');
    expect(progress.drafts.read('other')?.files).toEqual({ 'main.js': 'fine' });
    expect(storage.entries.get('twinstack/set-aside/draft/loops')).toBe(text);
    expect(JSON.parse(progress.exportAll()).setAside['set-aside/draft/loops']).toBe(text);

    progress.drafts.save('loops', { 'main.js': 'again' });
    progress.drafts.flush();
    expect(openTab().drafts.read('loops')?.files).toEqual({ 'main.js': 'again' });
  });

  test('a newer one is left as it is; changes to it live in memory', () => {
    const newer = '{"version":2,"value":{"pages":[]}}';
    storage.entries.set('twinstack/draft/loops', newer);
    const progress = openTab();
    expect(progress.drafts.read('loops')).toBeUndefined();
    expect(kinds(progress)).toEqual(['newer']);
    progress.drafts.save('loops', { 'main.js': 'old site' });
    progress.drafts.flush();
    progress.recordPlace({ path: '/', title: 'Home' });
    expect(progress.drafts.read('loops')?.files).toEqual({ 'main.js': 'old site' });
    expect(storage.entries.get('twinstack/draft/loops')).toBe(newer);
    expect(openTab().readPlace()?.title).toBe('Home');
  });

  test('a newer one is not written over by a write without a read before', () => {
    const newer = '{"version":2,"value":{}}';
    storage.entries.set('twinstack/result/loops', newer);
    openTab().results.recordHintsSeen('loops', 1);
    expect(storage.entries.get('twinstack/result/loops')).toBe(newer);
  });
});

test('clearing forgets everything of this site, and nothing else on the origin', () => {
  storage.entries.set('neighbour', 'stays');
  storage.entries.set('twinstack/draft/newer', '{"version":9,"value":0}');
  const progress = openTab();
  const changes: string[] = [];
  progress.onChange(({ kind, id }) => changes.push(`${kind} ${id}`));
  progress.drafts.read('newer');
  progress.results.recordHintsSeen('loops', 1);
  progress.drafts.save('loops', { 'main.js': 'pending' });
  progress.clearAll();
  vi.runAllTimers();
  expect([...storage.entries.keys()]).toEqual(['neighbour']);
  expect(progress.drafts.read('loops')).toBeUndefined();
  expect(kinds(progress)).toEqual([]);
  expect(changes).toContain('result loops');
});

describe('export and import', () => {
  test('a new browser has everything after an import', () => {
    const old = openTab();
    old.drafts.save('loops', { 'main.js': 'mine' });
    old.results.recordGrade('loops', { outcome: 'passed', passed: 2, total: 2 });
    old.recordPlace({ path: '/lessons/models/', title: 'Models' });
    old.recordLessonOpened('models');
    old.changeSettings({ theme: 'light' });
    const file = old.exportAll();

    storage = new FakeStorage();
    const fresh = openTab();
    expect(fresh.importAll(file)).toEqual({ outcome: 'imported', imported: 5, skipped: [] });
    const { exportedAt: _then, ...before } = JSON.parse(file);
    const { exportedAt: _now, ...after } = JSON.parse(fresh.exportAll());
    expect(after).toEqual(before);
  });

  test('importing over work keeps it: the draft as an earlier one, the pass as a pass', () => {
    const old = openTab();
    old.drafts.save('loops', { 'main.js': 'imported' });
    const file = old.exportAll();
    storage = new FakeStorage();
    const here = openTab();
    here.drafts.save('loops', { 'main.js': 'here' });
    here.results.recordGrade('loops', { outcome: 'passed', passed: 1, total: 1 });
    here.importAll(file);
    expect(here.drafts.read('loops')?.files).toEqual({ 'main.js': 'imported' });
    expect(here.drafts.earlier('loops')).toMatchObject([{ reason: 'import', files: { 'main.js': 'here' } }]);
    expect(here.results.read('loops')?.passedAt).toBeDefined();
  });

  test('importing the same file twice changes nothing more', () => {
    const progress = openTab();
    progress.drafts.save('loops', { 'main.js': 'a' });
    progress.drafts.keep('loops', 'reset');
    progress.results.recordGrade('loops', { outcome: 'failed', passed: 0, total: 1 });
    const file = progress.exportAll();
    progress.importAll(file);
    expect(JSON.parse(progress.exportAll()).records).toEqual(JSON.parse(file).records);
  });

  test('a bad record of a file is skipped and named, the others come in', () => {
    const records = {
      'draft/loops': { version: 1, value: { files: { 'main.js': 1 }, savedAt: 'x' } },
      'unknown/loops': { version: 1, value: {} },
      place: { version: 1, value: { path: '//elsewhere.example/', title: 'Elsewhere', visitedAt: '2026-01-01' } },
      'lesson/models': { version: 1, value: { openedAt: '2026-01-01T00:00:00Z' } },
    };
    const progress = openTab();
    const report = progress.importAll(JSON.stringify({ format: 'twinstack-progress', version: 1, records }));
    expect(report).toEqual({ outcome: 'imported', imported: 1, skipped: ['draft/loops', 'unknown/loops', 'place'] });
    expect(progress.readLessonOpenedAt('models')).toBeDefined();
    expect(progress.problems).toEqual([]);
  });

  test.each([
    ['no JSON', 'PK\u0003\u0004'],
    ['another program’s JSON', '{"name":"package"}'],
    ['a newer format', '{"format":"twinstack-progress","version":2,"records":{}}'],
  ])('a file that is %s is refused and changes nothing', (_what, text) => {
    const progress = openTab();
    progress.recordPlace({ path: '/', title: 'Home' });
    const before = [...storage.entries];
    expect(progress.importAll(text).outcome).toBe('refused');
    expect([...storage.entries]).toEqual(before);
  });
});
