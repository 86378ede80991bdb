import { booleanOption, integerOption, type Options } from './arguments.ts';
import { mustBe } from './errors.ts';
import { limitOptions } from './limits.ts';
import type { StatementSettings } from './statement.ts';

/** How a database is opened, from the options of `new DatabaseSync`. */
export interface OpenOptions {
  readonly opensNow: boolean;
  readonly readOnly: boolean;
  readonly enforcesForeignKeys: boolean;
  readonly allowsDoubleQuotedStrings: boolean;
  readonly allowsExtensions: boolean;
  readonly isDefensive: boolean;
  /** How long a locked database is waited for, ms. */
  readonly timeout: number;
  readonly limits: ReadonlyMap<number, number>;
  readonly statements: StatementSettings;
}

/** Reads the options in Node's order, which decides what is complained of first. */
export function parseOpenOptions(value: unknown): OpenOptions {
  if (value !== undefined && (typeof value !== 'object' || value === null) && typeof value !== 'function') {
    throw mustBe('options', 'an object');
  }
  const options = (value ?? {}) as Options;
  return {
    opensNow: booleanOption(options, 'open', true),
    readOnly: booleanOption(options, 'readOnly', false),
    enforcesForeignKeys: booleanOption(options, 'enableForeignKeyConstraints', true),
    allowsDoubleQuotedStrings: booleanOption(options, 'enableDoubleQuotedStringLiterals', false),
    allowsExtensions: booleanOption(options, 'allowExtension', false),
    timeout: integerOption(options, 'timeout') ?? 0,
    statements: parseStatementSettings(options, {
      readBigInts: false,
      returnArrays: false,
      allowBareNamedParameters: true,
      allowUnknownNamedParameters: false,
    }),
    isDefensive: booleanOption(options, 'defensive', true),
    limits: limitOptions(options.limits),
  };
}

/** What the options say about statements, over what the database says. */
export function parseStatementSettings(options: Options, defaults: StatementSettings): StatementSettings {
  return {
    readBigInts: booleanOption(options, 'readBigInts', defaults.readBigInts),
    returnArrays: booleanOption(options, 'returnArrays', defaults.returnArrays),
    allowBareNamedParameters: booleanOption(options, 'allowBareNamedParameters', defaults.allowBareNamedParameters),
    allowUnknownNamedParameters: booleanOption(
      options,
      'allowUnknownNamedParameters',
      defaults.allowUnknownNamedParameters,
    ),
  };
}
