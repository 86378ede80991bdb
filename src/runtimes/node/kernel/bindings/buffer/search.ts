/** `indexOf` and `lastIndexOf` of buffers (Node.js src/node_buffer.cc, `IndexOfOffset` and `IndexOf…`). */

/** Search forward from the offset, or backward. */
export type Direction = 'forward' | 'backward';

/**
 * Where `needle` is in `haystack`, or -1. `offset` counts from the end when negative. `step` is 2 for UTF-16, whose
 * matches begin at even places.
 */
export function indexOfBytes(
  haystack: Uint8Array,
  needle: Uint8Array,
  offset: number,
  direction: Direction,
  step: 1 | 2,
): number {
  const start = startOfSearch(haystack.length, offset, needle.length, direction);
  if (needle.length === 0) return start;
  if (start < 0 || haystack.length < needle.length) return -1;
  const last = haystack.length - needle.length;
  if (direction === 'forward') {
    for (let index = start; index <= last; index += 1) {
      if (index % step === 0 && matchesAt(haystack, needle, index)) return index;
    }
    return -1;
  }
  for (let index = Math.min(start, last); index >= 0; index -= 1) {
    if (index % step === 0 && matchesAt(haystack, needle, index)) return index;
  }
  return -1;
}

function startOfSearch(length: number, offset: number, needleLength: number, direction: Direction): number {
  const isForward = direction === 'forward';
  const whole = Math.trunc(offset);
  if (whole < 0) {
    if (whole + length >= 0) return whole + length;
    return isForward || needleLength === 0 ? 0 : -1;
  }
  if (whole + needleLength <= length) return whole;
  if (needleLength === 0) return length;
  return isForward ? -1 : length - 1;
}

function matchesAt(haystack: Uint8Array, needle: Uint8Array, index: number): boolean {
  for (let offset = 0; offset < needle.length; offset += 1) {
    if (haystack[index + offset] !== needle[offset]) return false;
  }
  return true;
}
