/** Functions of a program that SQL calls: scalar functions, aggregates, window functions. */
import type { Connection } from './connection.ts';
import type { SqliteModule } from './sqlite-module.ts';
import { argumentValue, type Integers, setError, setResult } from './values.ts';

const UTF8 = 1;
const DETERMINISTIC = 0x800;
const DIRECTONLY = 0x80000;

/** How SQLite knows a function. */
export interface FunctionShape {
  readonly name: string;
  /** -1 for any number. */
  readonly parameters: number;
  readonly integers: Integers;
  readonly isDeterministic: boolean;
  readonly isDirectOnly: boolean;
}

export interface AggregateSteps {
  /** What the first step gets. */
  readonly start: () => unknown;
  readonly step: (value: unknown, ...args: unknown[]) => unknown;
  readonly inverse: ((value: unknown, ...args: unknown[]) => unknown) | undefined;
  readonly result: (value: unknown) => unknown;
}

interface Registered {
  readonly connection: Connection;
  readonly integers: Integers;
  readonly implementation: ((...args: unknown[]) => unknown) | AggregateSteps;
}

interface Pointers {
  readonly scalar: number;
  readonly step: number;
  readonly inverse: number;
  readonly value: number;
  readonly final: number;
}

/** All functions of all connections: SQLite calls a few C functions, which find the program's here by a number. */
export class UserFunctions {
  readonly #sqlite: SqliteModule;
  readonly #registered = new Map<number, Registered>();
  /** Values of aggregates under way, by a number in SQLite's memory for each. */
  readonly #values = new Map<number, unknown>();
  #lastNumber = 0;
  #pointers: Pointers | undefined;

  constructor(sqlite: SqliteModule) {
    this.#sqlite = sqlite;
  }

  addScalar(connection: Connection, shape: FunctionShape, implementation: (...args: unknown[]) => unknown): void {
    const { calls } = this.#sqlite;
    const { scalar } = this.#callbacks();
    const number = this.#register({ connection, integers: shape.integers, implementation });
    const result = this.#sqlite.withText(shape.name, (name) =>
      calls.sqlite3_create_function_v2(
        connection.require(),
        name,
        shape.parameters,
        flagsOf(shape),
        number,
        scalar,
        0,
        0,
        0,
      ),
    );
    connection.check(result);
  }

  addAggregate(connection: Connection, shape: FunctionShape, implementation: AggregateSteps): void {
    const { calls } = this.#sqlite;
    const { step, inverse, value, final } = this.#callbacks();
    const number = this.#register({ connection, integers: shape.integers, implementation });
    const isWindow = implementation.inverse !== undefined;
    const result = this.#sqlite.withText(shape.name, (name) =>
      calls.sqlite3_create_window_function(
        connection.require(),
        name,
        shape.parameters,
        flagsOf(shape),
        number,
        step,
        final,
        isWindow ? value : 0,
        isWindow ? inverse : 0,
        0,
      ),
    );
    connection.check(result);
  }

  #register(registered: Registered): number {
    this.#lastNumber += 1;
    this.#registered.set(this.#lastNumber, registered);
    return this.#lastNumber;
  }

  #callbacks(): Pointers {
    const sqlite = this.#sqlite;
    this.#pointers ??= {
      scalar: sqlite.addCallback('iii:v', (context: number, count: number, values: number) =>
        this.#run(context, ({ implementation }, integers) => {
          if (typeof implementation !== 'function') return;
          setResult(sqlite, context, implementation(...this.#arguments(count, values, integers)));
        }),
      ),
      step: sqlite.addCallback('iii:v', (context: number, count: number, values: number) =>
        this.#advance(context, count, values, ({ step }) => step),
      ),
      inverse: sqlite.addCallback('iii:v', (context: number, count: number, values: number) =>
        this.#advance(context, count, values, ({ inverse }) => inverse),
      ),
      value: sqlite.addCallback('i:v', (context: number) => this.#tellValue(context)),
      final: sqlite.addCallback('i:v', (context: number) => {
        this.#tellValue(context);
        this.#values.delete(this.#aggregateNumber(context));
      }),
    };
    return this.#pointers;
  }

  #advance(
    context: number,
    count: number,
    values: number,
    chooseStep: (steps: AggregateSteps) => AggregateSteps['inverse'],
  ): void {
    this.#run(context, ({ implementation }, integers) => {
      if (typeof implementation === 'function') return;
      const number = this.#aggregateNumber(context);
      const value = this.#valueOf(number, implementation);
      this.#values.set(number, chooseStep(implementation)?.(value, ...this.#arguments(count, values, integers)));
    });
  }

  #tellValue(context: number): void {
    this.#run(context, ({ implementation }) => {
      if (typeof implementation === 'function') return;
      const value = this.#valueOf(this.#aggregateNumber(context), implementation);
      setResult(this.#sqlite, context, implementation.result(value));
    });
  }

  #valueOf(number: number, { start }: AggregateSteps): unknown {
    if (!this.#values.has(number)) this.#values.set(number, start());
    return this.#values.get(number);
  }

  /** SQLite gives each aggregation memory of its own, zeros at first. */
  #aggregateNumber(context: number): number {
    const address = this.#sqlite.calls.sqlite3_aggregate_context(context, 4);
    const known = this.#sqlite.pointerAt(address);
    if (known !== 0) return known;
    this.#lastNumber += 1;
    this.#sqlite.view.setUint32(address, this.#lastNumber, true);
    return this.#lastNumber;
  }

  /** What the program throws ends the statement; its caller gets it from the connection. */
  #run(context: number, work: (registered: Registered, integers: Integers) => void): void {
    const registered = this.#registered.get(this.#sqlite.calls.sqlite3_user_data(context));
    if (!registered) throw new Error('SQLite called a function that nobody registered.');
    registered.connection.callBack(
      () => work(registered, registered.integers),
      () => setError(this.#sqlite, context, ''),
    );
  }

  #arguments(count: number, values: number, integers: Integers): unknown[] {
    return Array.from({ length: count }, (_, index) =>
      argumentValue(this.#sqlite, this.#sqlite.pointerAt(values + index * 4), integers),
    );
  }
}

function flagsOf({ isDeterministic, isDirectOnly }: FunctionShape): number {
  return UTF8 | (isDeterministic ? DETERMINISTIC : 0) | (isDirectOnly ? DIRECTONLY : 0);
}
