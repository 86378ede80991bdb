import { describe, expect, it } from 'vitest';
import { RegularFile } from '../../../../src/runtimes/node/kernel/file-system/inode.ts';

describe('a file that was only extended', () => {
  it('reads as zeros, takes no memory, and keeps what is written into it', () => {
    const file = new RegularFile({ number: 1, mode: 0o100644, uid: 0, gid: 0, now: 0 });
    file.write(Uint8Array.of(1, 2), 0);
    file.truncate(2 ** 40);
    expect(file.size).toBe(2 ** 40);
    const target = new Uint8Array(4).fill(9);
    expect(file.readInto(target, 1)).toBe(4);
    expect([...target]).toEqual([2, 0, 0, 0]);
    expect(file.readInto(target, 2 ** 40 - 1)).toBe(1);
  });
});
