import {
  type AnyFunction,
  booleanOption,
  functionOption,
  isObject,
  locationOf,
  type Options,
  optionsOf,
  requireBoolean,
  requireString,
  stringOption,
} from './arguments.ts';
import { Connection } from './connection.ts';
import { connectionError, invalidState, invalidType, invalidValue, mustBe, outOfRange } from './errors.ts';
import { createLimits, setLimit } from './limits.ts';
import { defineGetters, exposeMethods, INTERNAL } from './native-class.ts';
import { type OpenOptions, parseOpenOptions, parseStatementSettings } from './open-options.ts';
import { PreparedStatement } from './prepared-statement.ts';
import { OK } from './result-codes.ts';
import { Session, SessionRecord } from './session.ts';
import type { SqliteServices } from './sqlite-services.ts';
import { StatementSync } from './statement.ts';
import { SQLTagStore, type StoredStatement } from './tag-store.ts';
import type { AggregateSteps, FunctionShape } from './user-functions.ts';

const OPEN_READONLY = 0x01;
const OPEN_READWRITE = 0x02;
const OPEN_CREATE = 0x04;
const OPEN_URI = 0x40;

/** Options of `sqlite3_db_config`. */
const CONFIG_FOREIGN_KEYS = 1002;
const CONFIG_DEFENSIVE = 1010;
const CONFIG_DOUBLE_QUOTES_IN_DML = 1013;
const CONFIG_DOUBLE_QUOTES_IN_DDL = 1014;

const DESERIALIZE_FREE_ON_CLOSE = 1;
const DESERIALIZE_RESIZEABLE = 2;

const DEFAULT_STORED_STATEMENTS = 1000;

/** Makes the class `DatabaseSync` over one instance of SQLite. */
export function createDatabaseClass({
  kernel,
  sqlite,
  functions,
  changesets,
  authorizers,
  connections,
}: SqliteServices) {
  const { calls } = sqlite;

  class DatabaseSync {
    readonly #location: string;
    readonly #options: OpenOptions;
    readonly #connection = new Connection(kernel, sqlite);

    constructor(path?: unknown, options?: unknown) {
      this.#location = locationOf(kernel, path);
      this.#options = parseOpenOptions(options);
      connections.set(this, this.#connection);
      const limits = createLimits(kernel.natives, this.#connection);
      defineGetters(this, {
        isOpen: () => this.#connection.isOpen,
        isTransaction: () => calls.sqlite3_get_autocommit(this.#connection.require()) === 0,
        limits: () => this.#connection.require() && limits,
      });
      Object.defineProperty(this, Symbol.for('sqlite-type'), {
        value: 'node:sqlite',
        writable: true,
        enumerable: true,
        configurable: true,
      });
      if (this.#options.opensNow) this.open();
    }

    open(): void {
      if (this.#connection.isOpen) throw invalidState('database is already open');
      const { readOnly, timeout, limits } = this.#options;
      const flags = OPEN_URI | (readOnly ? OPEN_READONLY : OPEN_READWRITE | OPEN_CREATE);
      const [result, pointer] = sqlite.withText(this.#location, (name) =>
        sqlite.withOutputs(1, (output) => [calls.sqlite3_open_v2(name, output, flags, 0), sqlite.pointerAt(output)]),
      );
      if (result !== OK) {
        const error = connectionError(sqlite, pointer);
        calls.sqlite3_close_v2(pointer);
        throw error;
      }
      this.#connection.pointer = pointer;
      this.#configure(CONFIG_DOUBLE_QUOTES_IN_DML, this.#options.allowsDoubleQuotedStrings);
      this.#configure(CONFIG_DOUBLE_QUOTES_IN_DDL, this.#options.allowsDoubleQuotedStrings);
      this.#configure(CONFIG_FOREIGN_KEYS, this.#options.enforcesForeignKeys);
      this.#configure(CONFIG_DEFENSIVE, this.#options.isDefensive);
      calls.sqlite3_busy_timeout(pointer, timeout);
      // This build of SQLite has another default than Node's; databases that exist keep theirs.
      sqlite.withText('PRAGMA page_size = 4096', (sql) => calls.sqlite3_exec(pointer, sql, 0, 0, 0));
      for (const [number, limit] of limits) setLimit(this.#connection, number, limit);
    }

    close(): void {
      this.#connection.require();
      if (this.#connection.callbackDepth > 0) throw invalidState('database cannot be closed while in a callback');
      this.#connection.check(this.#connection.close());
    }

    prepare(sql: unknown, options?: unknown): StatementSync {
      this.#connection.require();
      const text = requireString('sql', sql);
      return this.#prepare(text, optionsOf(options)).statement;
    }

    exec(sql: unknown): void {
      const database = this.#connection.require();
      const text = requireString('sql', sql);
      const result = sqlite.withText(text, (address) => calls.sqlite3_exec(database, address, 0, 0, 0));
      this.#connection.check(result);
    }

    function(name: unknown, ...rest: unknown[]): void {
      this.#connection.require();
      const text = requireString('name', name);
      const [implementation, options] = rest.length < 2 ? [rest[0], undefined] : [rest[1], rest[0]];
      const settings = optionsOf(options);
      const useBigInts = booleanOption(settings, 'useBigIntArguments', false);
      const hasAnyNumber = booleanOption(settings, 'varargs', false);
      const isDeterministic = booleanOption(settings, 'deterministic', false);
      const isDirectOnly = booleanOption(settings, 'directOnly', false);
      if (typeof implementation !== 'function') throw mustBe('function', 'a function');
      const parameters = hasAnyNumber ? -1 : lengthOf('function', implementation);
      const integers = useBigInts ? 'bigints' : 'numbers';
      const shape: FunctionShape = { name: text, parameters, integers, isDeterministic, isDirectOnly };
      functions.addScalar(this.#connection, shape, implementation as AnyFunction);
    }

    createTagStore(maxSize?: unknown): SQLTagStore {
      const connection = this.#connection;
      connection.require();
      const capacity = maxSize ?? DEFAULT_STORED_STATEMENTS;
      const complaint = 'The "maxSize" argument must be a positive integer.';
      if (typeof capacity !== 'number') throw invalidType(complaint);
      if (!Number.isInteger(capacity) || capacity <= 0) throw outOfRange(complaint);
      const prepare = (sql: string) => this.#prepare(sql, {});
      return new SQLTagStore(INTERNAL, { database: this, connection, prepare }, capacity);
    }

    location(name?: unknown): string | null {
      const database = this.#connection.require();
      const text = name === undefined ? 'main' : requireString('dbName', name);
      // A database in memory has an empty name.
      return sqlite.withText(text, (address) => sqlite.text(calls.sqlite3_db_filename(database, address))) || null;
    }

    aggregate(name: unknown, options: unknown): void {
      this.#connection.require();
      const text = requireString('name', name);
      const settings = options as Options;
      const steps = aggregateSteps(settings);
      const useBigInts = booleanOption(settings, 'useBigIntArguments', false);
      const hasAnyNumber = booleanOption(settings, 'varargs', false);
      const isDirectOnly = booleanOption(settings, 'directOnly', false);
      // The first parameter is the value so far.
      const lengths = [lengthOf('options.step', steps.step)];
      if (steps.inverse) lengths.push(lengthOf('options.inverse', steps.inverse));
      const parameters = hasAnyNumber ? -1 : Math.max(0, ...lengths.map((length) => length - 1));
      const integers = useBigInts ? 'bigints' : 'numbers';
      const shape: FunctionShape = { name: text, parameters, integers, isDeterministic: false, isDirectOnly };
      functions.addAggregate(this.#connection, shape, steps);
    }

    createSession(options?: unknown): Session {
      this.#connection.require();
      const settings = optionsOf(options);
      const table = stringOption(settings, 'table');
      const name = stringOption(settings, 'db') ?? 'main';
      return new Session(INTERNAL, new SessionRecord(this.#connection, name, table));
    }

    applyChangeset(changes: unknown, options?: unknown): boolean {
      this.#connection.require();
      if (!(changes instanceof Uint8Array)) throw mustBe('changeset', 'a Uint8Array');
      const settings = optionsOf(options);
      const onConflict = functionOption(settings, 'onConflict');
      const filter = functionOption(settings, 'filter');
      return changesets.apply(this.#connection, changes, { onConflict, filter });
    }

    enableLoadExtension(allow: unknown): void {
      this.#connection.require();
      if (requireBoolean('allow', allow) && !this.#options.allowsExtensions) {
        throw invalidState('Cannot enable extension loading because it was disabled at database creation.');
      }
    }

    enableDefensive(active: unknown): void {
      this.#connection.require();
      this.#configure(CONFIG_DEFENSIVE, requireBoolean('active', active));
    }

    loadExtension(path: unknown): void {
      this.#connection.require();
      if (!this.#options.allowsExtensions) throw invalidState('extension loading is not allowed');
      throw Object.assign(
        new Error(
          `The embedded Node.js cannot load the SQLite extension "${requireString('path', path)}": extensions are ` +
            'machine code, and it runs in the browser tab. Define functions with database.function() instead.',
        ),
        { code: 'ERR_LOAD_SQLITE_EXTENSION' },
      );
    }

    serialize(name?: unknown): Uint8Array {
      this.#connection.require();
      const text = name === undefined ? 'main' : requireString('dbName', name);
      return serialize(this.#connection, text);
    }

    deserialize(buffer: unknown, options?: unknown): void {
      const database = this.#connection.require();
      if (this.#connection.callbackDepth > 0) throw invalidState('database cannot be deserialized while in a callback');
      if (!(buffer instanceof Uint8Array)) throw mustBe('buffer', 'a Uint8Array');
      if (buffer.length === 0) throw invalidValue('The "buffer" argument must not be empty.');
      const text = stringOption(optionsOf(options), 'dbName') ?? 'main';
      for (const dependent of this.#connection.dependents) dependent.finalize();
      const address = calls.sqlite3_malloc(buffer.length);
      sqlite.bytes.set(buffer, address);
      const flags = DESERIALIZE_FREE_ON_CLOSE | DESERIALIZE_RESIZEABLE;
      const size = BigInt(buffer.length);
      const result = sqlite.withText(text, (schema) =>
        calls.sqlite3_deserialize(database, schema, address, size, size, flags),
      );
      this.#connection.check(result);
    }

    setAuthorizer(callback: unknown): void {
      this.#connection.require();
      if (callback !== null && typeof callback !== 'function') throw mustBe('callback', 'a function or null');
      authorizers.set(this.#connection, callback as AnyFunction | null);
    }

    [Symbol.dispose](): void {
      if (this.#connection.isOpen && this.#connection.callbackDepth === 0) this.#connection.close();
    }

    #prepare(sql: string, options: Options): StoredStatement {
      const settings = parseStatementSettings(options, this.#options.statements);
      const isPersistent = booleanOption(options, 'persistent', false);
      const prepared = new PreparedStatement(this.#connection, sql, isPersistent);
      return { prepared, statement: new StatementSync(INTERNAL, prepared, settings) };
    }

    #configure(option: number, isOn: boolean): void {
      const { pointer } = this.#connection;
      this.#connection.check(calls.sqlite3__wasm_db_config_ip(pointer, option, isOn ? 1 : 0, 0));
    }
  }

  exposeMethods(DatabaseSync);
  return DatabaseSync;
}

/** The content of a database as the bytes of its file. */
export function serialize(connection: Connection, name: string): Uint8Array<ArrayBuffer> {
  const { sqlite } = connection;
  return sqlite.withText(name, (schema) =>
    sqlite.withOutputs(1, (output) => {
      const address = sqlite.calls.sqlite3_serialize(connection.require(), schema, output, 0);
      const size = Number(sqlite.view.getBigInt64(output, true));
      if (address === 0 && size !== 0) throw connectionError(sqlite, connection.pointer);
      const content = sqlite.copyOut(address, Math.max(0, size));
      sqlite.calls.sqlite3_free(address);
      return content;
    }),
  );
}

function lengthOf(argument: string, callback: { readonly length: unknown }): number {
  const { length } = callback;
  if (typeof length !== 'number' || !Number.isInteger(length)) {
    throw invalidType(`The "${argument}.length" property must be an integer.`);
  }
  return length;
}

function aggregateSteps(options: Options): AggregateSteps {
  // Not destructured: without options the message is that of a property read.
  const start = options.start;
  if (start === undefined || (isObject(start) && typeof start !== 'function')) {
    throw mustBe('options.start', 'a function or a primitive value');
  }
  const { step } = options;
  if (typeof step !== 'function') throw mustBe('options.step', 'a function');
  const result = functionOption(options, 'result');
  const inverse = functionOption(options, 'inverse');
  return {
    start: typeof start === 'function' ? () => (start as AnyFunction)() : () => start,
    step: step as AnyFunction,
    inverse,
    result: result ?? ((value) => value),
  };
}
