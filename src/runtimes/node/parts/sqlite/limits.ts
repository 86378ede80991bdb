/** Limits of a connection (`sqlite3_limit`), by the names that Node gives them. */
import type { Natives } from '../../kernel/natives.ts';
import { isInt32, type Options } from './arguments.ts';
import type { Connection } from './connection.ts';
import { invalidType, mustBe, outOfRange } from './errors.ts';

/** In the order of their numbers. */
const NAMES = [
  'length',
  'sqlLength',
  'column',
  'exprDepth',
  'compoundSelect',
  'vdbeOp',
  'functionArg',
  'attach',
  'likePatternLength',
  'variableNumber',
  'triggerDepth',
];

const MAX_INT = 0x7fffffff;
const ONLY_READ = -1;

/** The limits that `options.limits` sets, by number. */
export function limitOptions(value: unknown): ReadonlyMap<number, number> {
  const limits = new Map<number, number>();
  if (value === undefined) return limits;
  if (typeof value !== 'object' || value === null) throw mustBe('options.limits', 'an object');
  for (const [number, name] of NAMES.entries()) {
    const limit = (value as Options)[name];
    if (limit === undefined) continue;
    if (!isInt32(limit)) throw mustBe(`options.limits.${name}`, 'an integer');
    if (limit < 0) throw outOfRange(`The "options.limits.${name}" argument must be non-negative.`);
    limits.set(number, limit);
  }
  return limits;
}

export function setLimit(connection: Connection, number: number, limit: number): void {
  connection.sqlite.calls.sqlite3_limit(connection.pointer, number, limit);
}

/** What `database.limits` is: an object whose properties are the limits. */
export function createLimits(natives: Natives, connection: Connection): object {
  const read = (number: number) => connection.sqlite.calls.sqlite3_limit(connection.require(), number, ONLY_READ);
  const numberOf = (key: PropertyKey) => NAMES.indexOf(String(key));
  return new natives.Proxy(
    {},
    {
      get: (target, key, receiver) => (numberOf(key) < 0 ? Reflect.get(target, key, receiver) : read(numberOf(key))),
      has: (target, key) => numberOf(key) >= 0 || Reflect.has(target, key),
      set(target, key, value, receiver) {
        const number = numberOf(key);
        if (number < 0) return Reflect.set(target, key, value, receiver);
        connection.require();
        setLimit(connection, number, limitOf(value));
        return true;
      },
      ownKeys: (target) => [...Reflect.ownKeys(target), ...NAMES],
      getOwnPropertyDescriptor(target, key) {
        if (numberOf(key) < 0) return Reflect.getOwnPropertyDescriptor(target, key);
        return { value: read(numberOf(key)), writable: true, enumerable: true, configurable: true };
      },
    },
  );
}

function limitOf(value: unknown): number {
  if (value === Number.POSITIVE_INFINITY) return MAX_INT;
  if (!isInt32(value)) throw invalidType('Limit value must be a non-negative integer or Infinity.');
  if (value < 0) throw outOfRange('Limit value must be non-negative.');
  return value;
}
