/** SQLite on the engine's file system, in plain Node: files, locks between connections, what is left behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeDirectories, unlink } from '../../../../src/runtimes/node/kernel/file-system/directory-operations.ts';
import { FileSystem } from '../../../../src/runtimes/node/kernel/file-system/file-system.ts';
import { placeFile, readTextAt } from '../../../../src/runtimes/node/kernel/file-system/whole-files.ts';
import type { Kernel } from '../../../../src/runtimes/node/kernel/kernel.ts';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';
import { Authorizers } from '../../../../src/runtimes/node/parts/sqlite/authorizer.ts';
import { createDatabaseClass } from '../../../../src/runtimes/node/parts/sqlite/database.ts';
import { Changesets } from '../../../../src/runtimes/node/parts/sqlite/session.ts';
import { SqliteModule } from '../../../../src/runtimes/node/parts/sqlite/sqlite-module.ts';
import { UserFunctions } from '../../../../src/runtimes/node/parts/sqlite/user-functions.ts';
import { registerVirtualFileSystem } from '../../../../src/runtimes/node/parts/sqlite/virtual-file-system.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const natives = captureNatives();
let wasm: Buffer<ArrayBuffer>;
let fileSystem: FileSystem;
let DatabaseSync: ReturnType<typeof createDatabaseClass>;

beforeAll(() => {
  wasm = readFileSync(join(root, 'node_modules', '@sqlite.org', 'sqlite-wasm', 'dist', 'sqlite3.wasm'));
});

beforeEach(() => {
  fileSystem = new FileSystem({ credentials: { uid: 0, gid: 0 }, now: Date.now });
  makeDirectories(fileSystem, '/tmp', 0o777);
  makeDirectories(fileSystem, '/home', 0o755);
  fileSystem.workingDirectory = '/home';
  const binding = () => ({ unlink: (path: string) => unlink(fileSystem, path) });
  const kernel = { fileSystem, natives, binding } as unknown as Kernel;
  const sqlite = new SqliteModule(natives, wasm);
  registerVirtualFileSystem(kernel, sqlite);
  DatabaseSync = createDatabaseClass({
    kernel,
    sqlite,
    functions: new UserFunctions(sqlite),
    changesets: new Changesets(sqlite),
    authorizers: new Authorizers(sqlite),
    connections: new WeakMap(),
  });
});

const names = (path: string) => [
  ...(fileSystem.lookup(path, 'follow') as unknown as { entries: Map<string, unknown> }).entries.keys(),
];

test('a database is a file that another connection reads', () => {
  const first = new DatabaseSync('shop.db');
  first.exec("create table t(a text); insert into t values ('x')");
  first.close();
  expect(readTextAt(fileSystem, '/home/shop.db')).toMatch(/^SQLite format 3/);
  expect(new DatabaseSync('/home/shop.db').prepare('select a from t').get()).toEqual({ a: 'x' });
});

test('one connection writes at a time, and the journal goes with the transaction', () => {
  const [one, other] = [new DatabaseSync('a.db'), new DatabaseSync('a.db')];
  one.exec('create table t(a)');
  one.exec('begin immediate; insert into t values (1)');
  expect(names('/home')).toContain('a.db-journal');
  expect(() => other.exec('insert into t values (2)')).toThrow('database is locked');
  one.exec('commit');
  other.exec('insert into t values (2)');
  expect(one.prepare('select count(*) n from t').get()).toEqual({ n: 2 });
  expect(names('/home')).toEqual(['a.db']);
});

test('a reader in WAL mode sees the state before a transaction', () => {
  const [writer, reader] = [new DatabaseSync('w.db'), new DatabaseSync('w.db')];
  expect(writer.prepare('pragma journal_mode = wal').get()).toEqual({ journal_mode: 'wal' });
  writer.exec('create table t(a)');
  writer.exec('begin; insert into t values (1)');
  expect(reader.prepare('select count(*) n from t').get()).toEqual({ n: 0 });
  writer.exec('commit');
  expect(reader.prepare('select count(*) n from t').get()).toEqual({ n: 1 });
  reader.close();
  writer.close();
  expect(names('/home')).toEqual(['w.db']);
});

test('temporary files leave nothing behind', () => {
  const database = new DatabaseSync('');
  database.exec('pragma cache_size = 10; create table t(a)');
  const insert = database.prepare('insert into t values (?)');
  for (let index = 0; index < 3000; index += 1) insert.run(`${index} `.repeat(40));
  expect(database.prepare('select count(*) n from t').get()).toEqual({ n: 3000 });
  expect(names('/tmp')).toEqual([]);
});

test.each(['no/such/folder.db', '/home'])('%s cannot be opened', (path) => {
  expect(() => new DatabaseSync(path)).toThrow(
    expect.objectContaining({ message: 'unable to open database file', code: 'ERR_SQLITE_ERROR', errcode: 14 }),
  );
});

test('what is no database is told apart', () => {
  placeFile(fileSystem, '/home/text.db', 'certainly no database '.repeat(100));
  expect(() => new DatabaseSync('text.db').exec('select * from sqlite_schema')).toThrow('file is not a database');
});

test('what a function of the program throws reaches the caller as it is', () => {
  const database = new DatabaseSync(':memory:');
  const thrown = new RangeError('mine');
  database.function('fail', () => {
    throw thrown;
  });
  expect(() => database.prepare('select fail()').get()).toThrow(thrown);
  expect(database.prepare('select 1 a').get()).toEqual({ a: 1 });
});
