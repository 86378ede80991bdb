import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeStorage } from '../progress/fake-storage.ts';
import { openTab, type Tab } from './fixtures.ts';

let storage: FakeStorage;
let tab: Tab;

beforeEach(() => {
  vi.useFakeTimers();
  storage = new FakeStorage();
  tab = openTab({ storage });
});
afterEach(() => {
  vi.useRealTimers();
});

function mainOf({ workspace }: Tab): string | undefined {
  return workspace.files.texts.value['main.js'];
}

describe('drafts', () => {
  test('the starter is there at first, without what cannot be changed', () => {
    expect(tab.workspace.files.texts.value).toEqual({ 'main.js': 'start' });
    expect(tab.workspace.files.isChanged.value).toBe(false);
  });

  test('a keystroke is found by the next visit half a second later', () => {
    tab.workspace.files.edit('main.js', 'mine');
    vi.advanceTimersByTime(500);
    expect(mainOf(openTab({ storage }))).toBe('mine');
  });

  test('a keystroke is kept when the page is left at once', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.hide();
    expect(mainOf(openTab({ storage }))).toBe('mine');
  });

  test('a read-only file cannot be edited', () => {
    tab.workspace.files.edit('lib/given.js', 'changed');
    expect(tab.workspace.files.texts.value['lib/given.js']).toBeUndefined();
  });

  test('a file of a draft that the exercise does not have is left out', () => {
    tab.progress.drafts.save('two-files', { 'main.js': 'mine', 'old.js': 'x', 'lib/given.js': 'changed' });
    expect(openTab({ storage }).workspace.files.texts.value).toEqual({ 'main.js': 'start' });
    tab.hide();
    expect(openTab({ storage }).workspace.files.texts.value).toEqual({ 'main.js': 'mine' });
  });

  test('writing the starter again leaves no draft behind', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.workspace.files.edit('main.js', 'start');
    tab.hide();
    expect(tab.progress.drafts.read('two-files')).toBeUndefined();
  });
});

describe('nothing is lost', () => {
  test('a reset can be undone', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.workspace.reset();
    expect(mainOf(tab)).toBe('start');
    expect(tab.workspace.files.replacement.value?.by).toBe('starter');
    tab.workspace.undoReplacement();
    expect(mainOf(tab)).toBe('mine');
    expect(tab.workspace.files.replacement.value).toBeUndefined();
  });

  test('what was reset is among the earlier drafts, also after a reload', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.workspace.reset();
    const later = openTab({ storage });
    const [earlier] = later.workspace.files.earlier.value;
    expect(earlier?.files).toEqual({ 'main.js': 'mine' });
    if (earlier) later.workspace.restore(earlier);
    expect(mainOf(later)).toBe('mine');
  });

  test('a reset of untouched files replaces nothing and says so', () => {
    tab.workspace.reset();
    expect(tab.workspace.files.replacement.value).toBeUndefined();
    expect(tab.announced.at(-1)).toContain('as the exercise gave them');
  });

  test('the solution takes the place of the draft only when it is used, and the draft can be had back', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.workspace.openSolution();
    expect(mainOf(tab)).toBe('mine');
    tab.workspace.useSolution();
    expect(mainOf(tab)).toBe('solved');
    tab.workspace.undoReplacement();
    expect(mainOf(tab)).toBe('mine');
  });
});

describe('another tab', () => {
  const KEY = 'twinstack/draft/two-files';

  function editElsewhere(text: string): void {
    const other = openTab({ storage });
    other.workspace.files.edit('main.js', text);
    other.hide();
    tab.hearOtherTab(KEY);
  }

  test('its draft does not replace this one unasked', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.hide();
    editElsewhere('theirs');
    expect(mainOf(tab)).toBe('mine');
    expect(tab.workspace.files.changedElsewhere.value).toBe(true);
  });

  test('its draft can be taken, and taking it can be undone', () => {
    tab.workspace.files.edit('main.js', 'mine');
    tab.hide();
    editElsewhere('theirs');
    tab.workspace.files.takeOtherTab();
    expect(mainOf(tab)).toBe('theirs');
    expect(tab.workspace.files.changedElsewhere.value).toBe(false);
    tab.workspace.undoReplacement();
    expect(mainOf(tab)).toBe('mine');
  });

  test('its draft can be taken even after this tab saved over it', () => {
    editElsewhere('theirs');
    tab.workspace.files.edit('main.js', 'mine');
    tab.hide();
    tab.workspace.files.takeOtherTab();
    expect(mainOf(tab)).toBe('theirs');
  });

  test('when this tab goes on, the other draft is an earlier one', () => {
    editElsewhere('theirs');
    tab.workspace.files.edit('main.js', 'mine');
    tab.workspace.files.keepThisTab();
    tab.hide();
    expect(mainOf(openTab({ storage }))).toBe('mine');
    expect(tab.workspace.files.earlier.value.map(({ files }) => files['main.js'])).toContain('theirs');
  });

  test('untouched files are kept over the other draft when the learner wants that', () => {
    editElsewhere('theirs');
    tab.workspace.files.keepThisTab();
    expect(mainOf(openTab({ storage }))).toBe('start');
    expect(tab.workspace.files.earlier.value.map(({ files }) => files['main.js'])).toContain('theirs');
  });
});

test('forbidden storage is told, and work goes on in memory', () => {
  storage.denial = new DOMException('No.', 'SecurityError');
  const private_ = openTab({ storage });
  private_.workspace.files.edit('main.js', 'mine');
  vi.advanceTimersByTime(500);
  expect(mainOf(private_)).toBe('mine');
  expect(private_.workspace.problems.all.value.map(({ kind }) => kind)).toEqual(['forbidden']);
});
