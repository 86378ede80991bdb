/**
 * A memory snapshot without its empty pages: a third of an interpreter's memory is zeros, which need not be kept,
 * copied or touched. All numbers are 32 bits, little endian:
 *
 *   bytes of memory, bytes of Pyodide's header, count of runs, (start, length) of each run, header, contents of the runs
 */

const PAGE_BYTES = 4096;
const FIXED_FIELDS = 3;

/** A snapshot that can be restored. */
export interface OpenSnapshot {
  /** What Pyodide reads itself: version, and the state of its JavaScript side. */
  readonly header: Uint8Array<ArrayBuffer>;
  /** How large the memory must be. */
  readonly memoryBytes: number;
  /** Writes the memory. `usedBytes`: how much of it the interpreter may have written to before. */
  restore(memory: Int8Array, usedBytes: number): void;
}

/** From what `makeMemorySnapshot` gives. Its second number says where the memory begins. */
export function packSnapshot(snapshot: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const headerBytes = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1] ?? 0;
  const memory = snapshot.subarray(headerBytes);
  const runs = findRuns(memory);
  const fields = [memory.length, headerBytes, runs.length, ...runs.flat()];
  const contentBytes = runs.reduce((sum, [, length]) => sum + length, 0);
  const packed = new Uint8Array(4 * fields.length + headerBytes + contentBytes);
  new Uint32Array(packed.buffer, 0, fields.length).set(fields);
  packed.set(snapshot.subarray(0, headerBytes), 4 * fields.length);
  let at = 4 * fields.length + headerBytes;
  for (const [start, length] of runs) {
    packed.set(memory.subarray(start, start + length), at);
    at += length;
  }
  return packed;
}

/** Throws when it is cut off. */
export function openSnapshot(packed: Uint8Array): OpenSnapshot {
  const fields = (from: number, count: number) => new Uint32Array(packed.buffer, packed.byteOffset + 4 * from, count);
  const [memoryBytes = 0, headerBytes = 0, runCount = 0] = fields(0, FIXED_FIELDS);
  const runs = fields(FIXED_FIELDS, 2 * runCount);
  const headerAt = 4 * (FIXED_FIELDS + 2 * runCount);
  return {
    // A copy: what is shared between threads cannot be decoded as text.
    header: new Uint8Array(packed.subarray(headerAt, headerAt + headerBytes)),
    memoryBytes,
    restore(memory, usedBytes) {
      let at = headerAt + headerBytes;
      let end = 0;
      for (let run = 0; run < runs.length; run += 2) {
        const [start = 0, length = 0] = runs.subarray(run, run + 2);
        // Untouched memory is zero already.
        if (end < usedBytes) memory.fill(0, end, Math.min(start, usedBytes));
        memory.set(packed.subarray(at, at + length), start);
        at += length;
        end = start + length;
      }
      if (end < usedBytes) memory.fill(0, end, usedBytes);
      if (at !== packed.length) throw new Error('The snapshot is cut off.');
    },
  };
}

/** Stretches of pages that hold something: start and length in bytes. */
function findRuns(memory: Uint8Array<ArrayBuffer>): [start: number, length: number][] {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length >>> 2);
  const pageWords = PAGE_BYTES / 4;
  const runs: [number, number][] = [];
  for (let word = 0; word < words.length; word += pageWords) {
    if (words.subarray(word, word + pageWords).every((value) => value === 0)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === 4 * word) last[1] += PAGE_BYTES;
    else runs.push([4 * word, PAGE_BYTES]);
  }
  return runs;
}
