import type { Connection, Dependent } from './connection.ts';
import { invalidState, invalidValue } from './errors.ts';
import { Parameters } from './parameters.ts';

const PREPARE_PERSISTENT = 1;

/** A compiled statement (`sqlite3_stmt*`), which its connection finalizes when it closes. */
export class PreparedStatement implements Dependent {
  readonly connection: Connection;
  readonly parameters: Parameters;
  #pointer: number;

  constructor(connection: Connection, sql: string, isPersistent: boolean) {
    this.connection = connection;
    this.#pointer = compile(connection, sql, isPersistent ? PREPARE_PERSISTENT : 0);
    this.parameters = new Parameters(connection, this.#pointer);
    connection.dependents.add(this);
  }

  get isFinalized(): boolean {
    return this.#pointer === 0;
  }

  /** The address; throws when the statement may not be used now. */
  require(): number {
    if (this.isFinalized) throw invalidState('statement has been finalized');
    this.connection.requireOutsideAuthorizer();
    return this.#pointer;
  }

  finalize(): void {
    if (this.isFinalized) return;
    this.connection.dependents.delete(this);
    this.connection.sqlite.calls.sqlite3_finalize(this.#pointer);
    this.#pointer = 0;
  }
}

function compile(connection: Connection, sql: string, flags: number): number {
  const { sqlite } = connection;
  const pointer = sqlite.withText(sql, (address) =>
    sqlite.withOutputs(1, (output) => {
      connection.check(sqlite.calls.sqlite3_prepare_v3(connection.require(), address, -1, flags, output, 0));
      return sqlite.pointerAt(output);
    }),
  );
  if (pointer === 0) throw invalidValue('The SQL query contains no statements.');
  return pointer;
}
