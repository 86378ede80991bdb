/**
 * Local time in the zone that Python asks for. Emscripten knows only the browser's own, so a program's `datetime.now()`
 * would not follow Django's TIME_ZONE, and a test might pass in one country and fail in another.
 *
 * Takes the place of three of Emscripten's functions, with their layout of C's `struct tm` (library.js: `_localtime_js`,
 * `_mktime_js`, `_tzset_js`). One worker has one interpreter, so there is one zone.
 */

/** Fields of `struct tm`, in 32-bit words. */
const TM = { sec: 0, min: 1, hour: 2, mday: 3, mon: 4, year: 5, wday: 6, yday: 7, isdst: 8, gmtoff: 9 } as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Zones change their offset at quarters of an hour at most. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Room for the name of a zone, its end included (Emscripten's tzset.c). */
const NAME_BYTES = 17;

interface Wasm {
  readonly memory: WebAssembly.Memory;
  /** Address of C's `char *tzname[2]`. */
  readonly tzname: WebAssembly.Global;
}

let wasm: Wasm | undefined;
/** Undefined: the browser's own. */
let formatter: Intl.DateTimeFormat | undefined;
const offsets = new Map<number, number>();

/** Replaces the functions among what WebAssembly is to import; call the result with what it exports. */
export function replaceLocalTime(imports: WebAssembly.Imports | undefined): (exports: WebAssembly.Exports) => void {
  Object.assign(imports?.env ?? {}, { _localtime_js: writeLocalTime, _mktime_js: readLocalTime });
  return (exports) => {
    wasm = exports as unknown as Wasm;
  };
}

/** Makes `zone` (an IANA name) the local one; an unknown one counts as UTC, as in C. `names`: standard, summer. */
export function setLocalZone(zone: string, standardName: string, summerName: string): void {
  offsets.clear();
  formatter = makeFormatter(zone) ?? makeFormatter('UTC');
  const { memory, tzname } = open();
  const pointers = new Uint32Array(memory.buffer, tzname.value as number, 2);
  for (const [at, name] of [standardName, summerName].entries()) {
    const bytes = new Uint8Array(memory.buffer, pointers[at] as number, NAME_BYTES).fill(0);
    new TextEncoder().encodeInto(name, bytes.subarray(0, NAME_BYTES - 1));
  }
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  } catch {
    return undefined;
  }
}

function open(): Wasm {
  if (!wasm) throw new Error('Python asked for the time before it had started.');
  return wasm;
}

/** How far local time is ahead of UTC, in ms. */
function offsetAt(ms: number): number {
  if (!formatter) return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const name = formatter.formatToParts(quarter * QUARTER_MS).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  // "GMT", "GMT-05:00", "GMT+00:53:28".
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const offset = sign === '-' ? -size : size;
  offsets.set(quarter, offset);
  return offset;
}

/** The offsets of winter and summer, the smaller first. */
function offsetsOfYear(year: number): [standard: number, summer: number] {
  const both = [offsetAt(Date.UTC(year, 0, 1)), offsetAt(Date.UTC(year, 6, 1))] as const;
  return [Math.min(...both), Math.max(...both)];
}

/** `_localtime_js`: from seconds since 1970 to a `struct tm`. */
function writeLocalTime(seconds: bigint, address: number): void {
  writeFields(Number(seconds) * 1000, address);
}

/** `_mktime_js`: from a `struct tm` of local time, which is put in order, to seconds since 1970. */
function readLocalTime(address: number): bigint {
  const tm = fieldsAt(address);
  const read = (field: keyof typeof TM): number => tm[TM[field]] as number;
  const local = new Date(0);
  local.setUTCFullYear(read('year') + 1900, read('mon'), read('mday'));
  local.setUTCHours(read('hour'), read('min'), read('sec'));
  const ms = local.getTime();
  if (Number.isNaN(ms)) return -1n;
  const isdst = read('isdst');
  const [standard, summer] = offsetsOfYear(local.getUTCFullYear());
  // Before and after a change of the clocks. An hour that comes twice is the second one, one that is left out counts as
  // before the change, unless `isdst` says otherwise: as glibc has it.
  const candidates = [offsetAt(ms - DAY_MS), offsetAt(ms + DAY_MS)];
  const fitting = candidates.filter((offset) => offsetAt(ms - offset) === offset);
  const asked = isdst > 0 ? summer : standard;
  const offset = isdst >= 0 && standard !== summer ? asked : (fitting.at(-1) ?? standard);
  writeFields(ms - offset, address);
  return BigInt(Math.floor((ms - offset) / 1000));
}

function fieldsAt(address: number): Int32Array {
  return new Int32Array(open().memory.buffer, address >>> 0, Object.keys(TM).length);
}

function writeFields(ms: number, address: number): void {
  const tm = fieldsAt(address);
  const offset = offsetAt(ms);
  const local = new Date(ms + offset);
  const year = local.getUTCFullYear();
  const [standard, summer] = offsetsOfYear(year);
  tm[TM.sec] = local.getUTCSeconds();
  tm[TM.min] = local.getUTCMinutes();
  tm[TM.hour] = local.getUTCHours();
  tm[TM.mday] = local.getUTCDate();
  tm[TM.mon] = local.getUTCMonth();
  tm[TM.year] = year - 1900;
  tm[TM.wday] = local.getUTCDay();
  tm[TM.yday] = Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / DAY_MS);
  tm[TM.isdst] = Number(standard !== summer && offset === summer);
  tm[TM.gmtoff] = offset / 1000;
}
