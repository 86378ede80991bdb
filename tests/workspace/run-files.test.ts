import { expect, test } from 'vitest';
import { writeKeptFiles } from '../../src/progress/kept-files.ts';
import type { StorageRefusal } from '../../src/progress/storage-area.ts';
import { type KeptFileStore, RunFiles } from '../../src/workspace/model/run-files.ts';
import { EXERCISE } from './fixtures.ts';

const KEEPING = { ...EXERCISE, database: 'db.sqlite3', keep: ['db.sqlite3', 'log.txt'] };
const OLD = Uint8Array.of(1);
const NEW = Uint8Array.of(2);

class MemoryStore implements KeptFileStore {
  kept: Record<string, Uint8Array<ArrayBuffer>> = { 'db.sqlite3': OLD };
  refusal: StorageRefusal | undefined;

  /** A tab of its own over what this one keeps: what it writes, the first hears of, and the other way round. */
  otherTab: MemoryStore | undefined;
  #onWrite: (() => void) | undefined;

  async read() {
    return this.kept;
  }

  watch(_id: string, onWrite: () => void) {
    this.#onWrite = onWrite;
    return () => {
      this.#onWrite = undefined;
    };
  }

  openOtherTab(): MemoryStore {
    const other = new MemoryStore();
    this.otherTab = other;
    other.otherTab = this;
    return other;
  }

  async write(_id: string, files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) {
    if (this.refusal) return this.refusal;
    this.kept = { ...files };
    if (this.otherTab) {
      this.otherTab.kept = this.kept;
      this.otherTab.#onWrite?.();
    }
    return undefined;
  }
}

test('a run finds what the one before left, on the next visit too', async () => {
  const store = new MemoryStore();
  const files = new RunFiles(KEEPING, store);
  expect(await files.begin()).toEqual({ 'db.sqlite3': OLD });
  files.take({ type: 'file-kept', path: 'db.sqlite3', content: NEW });
  expect(await files.begin()).toEqual({ 'db.sqlite3': NEW });
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': NEW });
});

test('a database that is not kept is shown until the next run', async () => {
  const store = new MemoryStore();
  const files = new RunFiles({ ...EXERCISE, database: 'db.sqlite3' }, store);
  expect(await files.begin()).toEqual({});
  files.take({ type: 'file-kept', path: 'db.sqlite3', content: NEW });
  expect(files.files.value).toEqual({ 'db.sqlite3': NEW });
  expect(await files.begin()).toEqual({});
  expect(files.files.value).toEqual({});
  expect(store.kept).toEqual({ 'db.sqlite3': OLD });
});

test('only what the author named is taken from a run, whatever it sends', () => {
  const files = new RunFiles(KEEPING, new MemoryStore());
  files.take({ type: 'file-kept', path: 'main.js', content: NEW });
  expect(files.files.value).toEqual({});
});

test('what the program removed is gone for the next run', async () => {
  const store = new MemoryStore();
  const files = new RunFiles(KEEPING, store);
  await files.begin();
  files.take({ type: 'file-kept', path: 'db.sqlite3' });
  expect(await files.begin()).toEqual({});
  await expect.poll(() => store.kept).toEqual({});
});

test('dropping can be undone', async () => {
  const store = new MemoryStore();
  const files = new RunFiles(KEEPING, store);
  await files.loaded;
  files.drop();
  expect(files.hasKept.value).toBe(false);
  await expect.poll(() => store.kept).toEqual({});
  files.undoDrop();
  expect(await files.begin()).toEqual({ 'db.sqlite3': OLD });
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': OLD });
});

test.each([
  ['full', /storage is full/],
  ['forbidden', /does not let this site store/],
] as const)('storage that is %s is told, and the page goes on with the file', async (refusal, words) => {
  const store = new MemoryStore();
  store.refusal = refusal;
  const files = new RunFiles(KEEPING, store);
  await files.begin();
  files.take({ type: 'file-kept', path: 'db.sqlite3', content: NEW });
  await expect.poll(() => files.problem.value).toMatch(words);
  expect(await files.begin()).toEqual({ 'db.sqlite3': NEW });
});

test('a file that is too large is told with its size', () => {
  const files = new RunFiles(KEEPING, new MemoryStore());
  files.take({ type: 'file-not-kept', path: 'db.sqlite3', bytes: 12_000_000, limitBytes: 10_000_000 });
  expect(files.problem.value).toContain('db.sqlite3 is too large to be shown or kept (12 MB; up to 10 MB can be)');
});

const NEWER = Uint8Array.of(3);

/** Two tabs of one exercise that both ran; the second one last. */
async function runInTwoTabs() {
  const store = new MemoryStore();
  const first = new RunFiles(KEEPING, store);
  const second = new RunFiles(KEEPING, store.openOtherTab());
  await Promise.all([first.begin(), second.begin()]);
  first.take({ type: 'file-kept', path: 'db.sqlite3', content: NEW });
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': NEW });
  await expect.poll(() => second.files.value).toEqual({ 'db.sqlite3': NEW });
  second.take({ type: 'file-kept', path: 'db.sqlite3', content: NEWER });
  await expect.poll(() => first.changedElsewhere.value).toBe(true);
  return { store, first, second };
}

test('a tab without a run of its own takes what another tab keeps; one that ran asks, and writes nothing meanwhile', async () => {
  const { store, first, second } = await runInTwoTabs();
  expect(second.changedElsewhere.value).toBe(false);
  const later = Uint8Array.of(4);
  first.take({ type: 'file-kept', path: 'db.sqlite3', content: later });
  // The next write shows that the one before was left out.
  first.keepThisTab();
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': later });
  await expect.poll(() => second.changedElsewhere.value).toBe(true);
});

test('what the other tab kept is not overwritten before the learner has chosen it', async () => {
  const { store, first } = await runInTwoTabs();
  first.take({ type: 'file-kept', path: 'db.sqlite3', content: Uint8Array.of(4) });
  await first.takeOtherTab();
  expect(first.files.value).toEqual({ 'db.sqlite3': NEWER });
  expect(first.changedElsewhere.value).toBe(false);
  expect(store.kept).toEqual({ 'db.sqlite3': NEWER });
  expect(await first.begin()).toEqual({ 'db.sqlite3': NEWER });
});

test('a tab that is closed hears nothing more', async () => {
  const { store, first, second } = await runInTwoTabs();
  first.keepThisTab();
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': NEW });
  first.dispose();
  second.keepThisTab();
  await expect.poll(() => store.kept).toEqual({ 'db.sqlite3': NEWER });
  expect(first.changedElsewhere.value).toBe(false);
});

test('a browser without its storage refuses in a word', async () => {
  expect(await writeKeptFiles('a', { 'db.sqlite3': OLD })).toBe('forbidden');
  expect(await writeKeptFiles('a', { 'db.sqlite3': new Uint8Array(20_000_001) })).toBe('full');
});
