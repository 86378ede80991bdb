/** `node:sqlite` (Node.js src/node_sqlite.cc) over SQLite's official WebAssembly build. */
import wasm from '@sqlite.org/sqlite-wasm/sqlite3.wasm';
import type { Binding, Kernel } from '../kernel/kernel.ts';
import { Authorizers } from './sqlite/authorizer.ts';
import { createBackup } from './sqlite/backup.ts';
import { createDatabaseClass } from './sqlite/database.ts';
import { callableOnlyWithNew } from './sqlite/native-class.ts';
import { Changesets, Session } from './sqlite/session.ts';
import { SqliteModule } from './sqlite/sqlite-module.ts';
import type { SqliteServices } from './sqlite/sqlite-services.ts';
import { StatementSync } from './sqlite/statement.ts';
import { UserFunctions } from './sqlite/user-functions.ts';
import { registerVirtualFileSystem } from './sqlite/virtual-file-system.ts';

/** Puts the binding's functions and classes over its stub, which has the constants. */
export function createSqliteBinding(kernel: Kernel, stub: Binding): Binding {
  const sqlite = new SqliteModule(kernel.natives, wasm);
  registerVirtualFileSystem(kernel, sqlite);
  const services: SqliteServices = {
    kernel,
    sqlite,
    functions: new UserFunctions(sqlite),
    changesets: new Changesets(sqlite),
    authorizers: new Authorizers(sqlite),
    connections: new WeakMap(),
  };
  return Object.assign(stub, {
    DatabaseSync: callableOnlyWithNew(createDatabaseClass(services)),
    StatementSync,
    Session,
    backup: createBackup(services),
  });
}
