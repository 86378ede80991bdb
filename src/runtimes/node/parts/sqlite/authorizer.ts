/** The program's say in what a statement may do (`sqlite3_set_authorizer`). */
import { isInt32 } from './arguments.ts';
import type { Connection } from './connection.ts';
import type { SqliteModule } from './sqlite-module.ts';

const DENY = 1;
const IGNORE = 2;

type Authorizer = (action: number, ...details: (string | null)[]) => unknown;

/** The authorizers of all connections, found by a number each. */
export class Authorizers {
  readonly #sqlite: SqliteModule;
  readonly #registered = new Map<number, { readonly connection: Connection; readonly authorize: Authorizer }>();
  readonly #numbers = new WeakMap<Connection, number>();
  #lastNumber = 0;
  #pointer = 0;

  constructor(sqlite: SqliteModule) {
    this.#sqlite = sqlite;
  }

  set(connection: Connection, authorize: Authorizer | null): void {
    const database = connection.require();
    const known = this.#numbers.get(connection);
    if (known !== undefined) this.#registered.delete(known);
    if (authorize === null) {
      connection.check(this.#sqlite.calls.sqlite3_set_authorizer(database, 0, 0));
      return;
    }
    this.#lastNumber += 1;
    this.#registered.set(this.#lastNumber, { connection, authorize });
    this.#numbers.set(connection, this.#lastNumber);
    this.#pointer ||= this.#sqlite.addCallback('iiiiii:i', (number: number, action: number, ...details: number[]) =>
      this.#ask(number, action, details),
    );
    connection.check(this.#sqlite.calls.sqlite3_set_authorizer(database, this.#pointer, this.#lastNumber));
  }

  #ask(number: number, action: number, details: readonly number[]): number {
    const registered = this.#registered.get(number);
    if (!registered) return DENY;
    const { connection, authorize } = registered;
    const ask = () => {
      const answer = authorize(action, ...details.map((address) => this.#sqlite.text(address)));
      if (!isInt32(answer)) throw new TypeError('Authorizer callback must return an integer authorization code');
      if (answer < 0 || answer > IGNORE) {
        throw new RangeError('Authorizer callback returned a invalid authorization code');
      }
      return answer;
    };
    connection.isAuthorizing = true;
    try {
      return connection.callBack(ask, () => DENY);
    } finally {
      connection.isAuthorizing = false;
    }
  }
}
