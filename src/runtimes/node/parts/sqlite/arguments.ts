/** Checks of what programs pass, with the messages of Node's C++ side. */
import { codedError } from '../../kernel/coded-error.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { mustBe } from './errors.ts';

/** A function of the program. */
export type AnyFunction = (...args: unknown[]) => unknown;

export type Options = Readonly<Record<string, unknown>>;

/** The options object of a call; an absent one is empty. */
export function optionsOf(value: unknown): Options {
  if (value === undefined) return {};
  if (!isObject(value)) throw mustBe('options', 'an object');
  return value as Options;
}

export function booleanOption(options: Options, name: string, fallback: boolean): boolean {
  const value = options[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw mustBe(`options.${name}`, 'a boolean');
  return value;
}

export function stringOption(options: Options, name: string): string | undefined {
  const value = options[name];
  if (value !== undefined && typeof value !== 'string') throw mustBe(`options.${name}`, 'a string');
  return value;
}

export function integerOption(options: Options, name: string): number | undefined {
  const value = options[name];
  if (value !== undefined && !isInt32(value)) throw mustBe(`options.${name}`, 'an integer');
  return value as number | undefined;
}

export function functionOption(options: Options, name: string): AnyFunction | undefined {
  const value = options[name];
  if (value !== undefined && typeof value !== 'function') throw mustBe(`options.${name}`, 'a function');
  return value as AnyFunction | undefined;
}

export function requireString(argument: string, value: unknown): string {
  if (typeof value !== 'string') throw mustBe(argument, 'a string');
  return value;
}

export function requireBoolean(argument: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw mustBe(argument, 'a boolean');
  return value;
}

export function isInt32(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The location of a database: a path, its bytes, or a `file:` URL. SQLite reads URLs itself. */
export function locationOf(kernel: Kernel, value: unknown): string {
  const location =
    value instanceof Uint8Array ? kernel.natives.decodeUtf8(value) : isObject(value) ? hrefOf(value) : value;
  if (typeof location !== 'string' || location.includes('\0')) {
    throw mustBe('path', 'a string, Uint8Array, or URL without null bytes');
  }
  return location;
}

function hrefOf(value: object): unknown {
  const { href } = value as { href?: unknown };
  if (typeof href === 'string' && !href.startsWith('file:')) {
    throw codedError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file:');
  }
  return href;
}
