/** The form in which a memory snapshot is kept. */
import { expect, test } from 'vitest';
import { openSnapshot, packSnapshot } from '../../../src/runtimes/django/worker/snapshot.ts';

const HEADER_BYTES = 32;
const PAGE = 4096;

/** A header as Pyodide's (its second number is its length), then memory with these pages filled. */
function makeSnapshot(pages: number, filled: readonly number[]): Uint8Array<ArrayBuffer> {
  const snapshot = new Uint8Array(HEADER_BYTES + pages * PAGE);
  new Uint32Array(snapshot.buffer)[1] = HEADER_BYTES;
  snapshot[8] = 7;
  for (const page of filled) snapshot.fill(page + 1, HEADER_BYTES + page * PAGE, HEADER_BYTES + (page + 1) * PAGE);
  return snapshot;
}

test('memory that was written to before is what it was in the snapshot, zeros included', () => {
  const snapshot = makeSnapshot(9, [1, 2, 5]);
  const packed = packSnapshot(snapshot);
  const { header, memoryBytes, restore } = openSnapshot(packed);
  const memory = new Int8Array(memoryBytes);
  memory.fill(99, 0, 7 * PAGE);
  restore(memory, 7 * PAGE);
  expect(header).toEqual(snapshot.subarray(0, HEADER_BYTES));
  expect(new Uint8Array(memory.buffer)).toEqual(snapshot.slice(HEADER_BYTES));
});

test('empty pages take no room', () => {
  expect(packSnapshot(makeSnapshot(1000, [0, 999])).length).toBeLessThan(3 * PAGE);
});

test('one that is cut off is refused', () => {
  const packed = packSnapshot(makeSnapshot(4, [1, 3]));
  const cut = openSnapshot(packed.slice(0, -10));
  expect(() => cut.restore(new Int8Array(4 * PAGE), 0)).toThrow();
});
