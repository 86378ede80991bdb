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

  async read() {
    return this.kept;
  }

  async write(_id: string, files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) {
    if (!this.refusal) this.kept = { ...files };
    return this.refusal;
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

test('a browser without its storage refuses in a word', async () => {
  expect(await writeKeptFiles('a', { 'db.sqlite3': OLD })).toBe('forbidden');
  expect(await writeKeptFiles('a', { 'db.sqlite3': new Uint8Array(20_000_001) })).toBe('full');
});
