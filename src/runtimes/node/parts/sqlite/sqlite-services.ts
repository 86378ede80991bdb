import type { Kernel } from '../../kernel/kernel.ts';
import type { Authorizers } from './authorizer.ts';
import type { Connection } from './connection.ts';
import type { Changesets } from './session.ts';
import type { SqliteModule } from './sqlite-module.ts';
import type { UserFunctions } from './user-functions.ts';

/** What the databases of one program share. */
export interface SqliteServices {
  readonly kernel: Kernel;
  readonly sqlite: SqliteModule;
  readonly functions: UserFunctions;
  readonly changesets: Changesets;
  readonly authorizers: Authorizers;
  /** The connection of each `DatabaseSync`. */
  readonly connections: WeakMap<object, Connection>;
}
