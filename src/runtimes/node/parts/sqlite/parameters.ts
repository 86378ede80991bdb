/** Binding of the arguments of `run`, `get`, `all` and `iterate` to the parameters of a statement. */
import { isObject } from './arguments.ts';
import type { Connection } from './connection.ts';
import { invalidState, invalidType, invalidValue } from './errors.ts';
import { TRANSIENT } from './result-codes.ts';
import { fitsInt64 } from './values.ts';

export interface ParameterRules {
  /** Whether `:name` may be given as `name`. */
  readonly allowsBareNames: boolean;
  readonly ignoresUnknownNames: boolean;
}

export class Parameters {
  readonly #connection: Connection;
  readonly #statement: number;
  #bareNames: ReadonlyMap<string, string> | undefined;
  /** The name of each parameter, `null` where it has none; a statement never changes them. */
  #names: readonly (string | null)[] | undefined;

  constructor(connection: Connection, statement: number) {
    this.#connection = connection;
    this.#statement = statement;
  }

  /** Whether any parameter has a name. */
  get haveNames(): boolean {
    return this.#allNames().some((name) => name !== null);
  }

  bind(args: readonly unknown[], rules: ParameterRules): void {
    const { calls } = this.#connection.sqlite;
    this.#connection.check(calls.sqlite3_clear_bindings(this.#statement));
    const [first] = args;
    const isNamed = isObject(first) && !ArrayBuffer.isView(first);
    if (isNamed) this.#bindNamed(first as Record<string, unknown>, rules);
    let index = 1;
    for (const value of isNamed ? args.slice(1) : args) {
      while (this.#isNamed(index)) index += 1;
      this.#bindValue(index, value);
      index += 1;
    }
  }

  #bindNamed(values: Readonly<Record<string, unknown>>, rules: ParameterRules): void {
    if (rules.allowsBareNames) this.#bareNames ??= this.#collectBareNames();
    for (const [name, value] of Object.entries(values)) {
      const bare = rules.allowsBareNames ? this.#bareNames?.get(name) : undefined;
      const index = this.#indexOf(name) || (bare === undefined ? 0 : this.#indexOf(bare));
      if (index !== 0) this.#bindValue(index, value);
      else if (!rules.ignoresUnknownNames) throw invalidState(`Unknown named parameter '${name}'`);
    }
  }

  #collectBareNames(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const name of this.#allNames()) {
      if (name === null) continue;
      const bare = name.slice(1);
      const known = names.get(bare);
      if (known !== undefined && known !== name) {
        throw invalidState(
          `Cannot create bare named parameter '${bare}' because of conflicting names '${known}' and '${name}'.`,
        );
      }
      names.set(bare, name);
    }
    return names;
  }

  #allNames(): readonly (string | null)[] {
    const { sqlite } = this.#connection;
    const count = sqlite.calls.sqlite3_bind_parameter_count(this.#statement);
    this.#names ??= Array.from({ length: count }, (_, index) =>
      sqlite.text(sqlite.calls.sqlite3_bind_parameter_name(this.#statement, index + 1)),
    );
    return this.#names;
  }

  /** `?5` is numbered, not named. */
  #isNamed(index: number): boolean {
    const name = this.#allNames()[index - 1] ?? null;
    return name !== null && !name.startsWith('?');
  }

  #indexOf(name: string): number {
    const { sqlite } = this.#connection;
    return sqlite.withText(name, (address) => sqlite.calls.sqlite3_bind_parameter_index(this.#statement, address));
  }

  #bindValue(index: number, value: unknown): void {
    this.#connection.check(this.#tryBind(index, value));
  }

  #tryBind(index: number, value: unknown): number {
    const { sqlite } = this.#connection;
    const { calls } = sqlite;
    const statement = this.#statement;
    if (value === null || value === undefined) return calls.sqlite3_bind_null(statement, index);
    switch (typeof value) {
      case 'number':
        return calls.sqlite3_bind_double(statement, index, value);
      case 'boolean':
        return calls.sqlite3_bind_int64(statement, index, value ? 1n : 0n);
      case 'bigint':
        if (!fitsInt64(value)) throw invalidValue('BigInt value is too large to bind.');
        return calls.sqlite3_bind_int64(statement, index, value);
      case 'string':
        return sqlite.withText(value, (address, length) =>
          calls.sqlite3_bind_text(statement, index, address, length, TRANSIENT),
        );
    }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return sqlite.withBytes(bytes, (address, length) =>
        calls.sqlite3_bind_blob(statement, index, address, length, TRANSIENT),
      );
    }
    throw invalidType(`Provided value cannot be bound to SQLite parameter ${index}.`);
  }
}
