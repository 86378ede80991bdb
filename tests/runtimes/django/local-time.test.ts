/** The C library's local time in a zone that was asked for; values are those of glibc. */
import { beforeAll, describe, expect, test } from 'vitest';
import { replaceLocalTime, setLocalZone } from '../../../src/runtimes/django/worker/local-time.ts';

interface TimeFunctions {
  _localtime_js(seconds: bigint, address: number): void;
  _mktime_js(address: number): bigint;
}

const TM_ADDRESS = 256;
const NAMES_ADDRESS = 64;
const memory = new WebAssembly.Memory({ initial: 1 });
const env = {} as WebAssembly.ModuleImports & TimeFunctions;

beforeAll(() => {
  // Pointers to two names, as C's `tzname`.
  new Uint32Array(memory.buffer, NAMES_ADDRESS, 2).set([128, 160]);
  const tzname = new WebAssembly.Global({ value: 'i32' }, NAMES_ADDRESS);
  replaceLocalTime({ env })({ memory, tzname });
});

const tm = () => new Int32Array(memory.buffer, TM_ADDRESS, 10);
const nameAt = (address: number) =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, address, 17)).replace(/\0.*/s, '');

/** Seconds, minutes, hours, day, month, year, weekday, day of the year, summer time, offset. */
function localtime(seconds: number): number[] {
  env._localtime_js(BigInt(seconds), TM_ADDRESS);
  return [...tm()];
}

function mktime(year: number, month: number, day: number, hour: number, minute: number, isdst = -1): number {
  tm().set([0, minute, hour, day, month - 1, year - 1900, 0, 0, isdst, 0]);
  return Number(env._mktime_js(TM_ADDRESS));
}

describe('in Paris', () => {
  beforeAll(() => setLocalZone('Europe/Paris', 'CET', 'CEST'));

  test('winter and summer, each with its offset', () => {
    expect(localtime(1_700_000_000)).toEqual([20, 13, 23, 14, 10, 123, 2, 317, 0, 3600]);
    expect(localtime(1_720_000_000)).toEqual([40, 46, 11, 3, 6, 124, 3, 184, 1, 7200]);
  });

  test('the second before the clocks change and the one after', () => {
    expect(localtime(1_711_846_799).slice(0, 3)).toEqual([59, 59, 1]);
    expect(localtime(1_711_846_800).slice(0, 3)).toEqual([0, 0, 3]);
  });

  test('an hour that is left out, one that comes twice, a day that is none', () => {
    expect(mktime(2024, 3, 31, 2, 30)).toBe(1_711_848_600);
    expect(mktime(2024, 10, 27, 2, 30)).toBe(1_729_992_600);
    expect(mktime(2024, 10, 27, 2, 30, 1)).toBe(1_729_989_000);
    expect(mktime(2024, 7, 40, 0, 0)).toBe(1_723_154_400);
  });

  test('the names reach C', () => {
    expect([nameAt(128), nameAt(160)]).toEqual(['CET', 'CEST']);
  });
});

test('a zone nobody knows is UTC, as in C', () => {
  setLocalZone('Nowhere/At_All', 'UTC', 'UTC');
  expect(localtime(0)).toEqual([0, 0, 0, 1, 0, 70, 4, 0, 0, 0]);
});

test('a zone without summer time', () => {
  setLocalZone('Asia/Kathmandu', '+0545', '+0545');
  expect(localtime(1_700_000_000).slice(8)).toEqual([0, 20_700]);
  expect(mktime(2023, 11, 15, 3, 58)).toBe(1_699_999_980);
});
