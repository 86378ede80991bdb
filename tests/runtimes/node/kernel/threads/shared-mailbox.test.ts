import { describe, expect, it } from 'vitest';
import { SharedMailbox } from '../../../../../src/runtimes/node/kernel/threads/shared-mailbox.ts';

function ends(): { writer: SharedMailbox; reader: SharedMailbox } {
  const writer = SharedMailbox.create();
  if (!writer) throw new Error('This Node shares memory.');
  return { writer, reader: new SharedMailbox(writer.memory) };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('a mailbox in shared memory', () => {
  it('gives out what was written, in order, and then nothing', () => {
    const { writer, reader } = ends();
    expect(reader.take('any')).toBeUndefined();
    writer.write(bytes(1, 2, 3, 4, 5));
    writer.write(bytes());
    expect(reader.take('any')).toEqual(bytes(1, 2, 3, 4, 5));
    expect(reader.take('any')).toEqual(bytes());
    expect(reader.take('any')).toBeUndefined();
  });

  it('keeps the places of messages that come elsewhere, and does not pass them when only bytes are wanted', () => {
    const { writer, reader } = ends();
    writer.write(bytes(1));
    writer.mark();
    writer.mark();
    writer.write(bytes(2));
    expect(reader.take('bytes')).toEqual(bytes(1));
    expect(reader.take('bytes')).toBeUndefined();
    expect([reader.take('any'), reader.take('any')]).toEqual(['elsewhere', 'elsewhere']);
    expect(reader.take('bytes')).toEqual(bytes(2));
  });

  it('does not count a mark onto one that has been taken', () => {
    const { writer, reader } = ends();
    writer.mark();
    expect(reader.take('any')).toBe('elsewhere');
    writer.mark();
    expect([reader.take('any'), reader.take('any')]).toEqual(['elsewhere', undefined]);
  });

  it('grows, and uses the room of what was read', () => {
    const { writer, reader } = ends();
    const large = new Uint8Array(100_000).fill(7);
    for (let round = 0; round < 400; round += 1) {
      expect(writer.write(large)).toBe(true);
      if (round > 0) expect(reader.take('any')).toHaveLength(large.length);
    }
    expect(writer.memory.byteLength).toBeLessThan(1_000_000);
  });

  it('refuses what finds no room, and still takes marks', () => {
    const { writer, reader } = ends();
    const large = new Uint8Array(6_000_000);
    expect([writer.write(large), writer.write(large), writer.write(large)]).toEqual([true, true, false]);
    writer.mark();
    expect(reader.take('any')).toHaveLength(large.length);
    expect(reader.take('any')).toHaveLength(large.length);
    expect(reader.take('any')).toBe('elsewhere');
  });

  it('goes on when a thread was ended while it held the lock', () => {
    const { writer, reader } = ends();
    writer.write(bytes(1));
    new Int32Array(writer.memory)[0] = 1;
    expect(reader.take('any')).toEqual(bytes(1));
  });
});
