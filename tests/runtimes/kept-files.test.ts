import { describe, expect, it } from 'vitest';
import { KeptFiles, type ProjectDisk } from '../../src/runtimes/kept-files.ts';
import { KEPT_FILE_LIMIT_BYTES, type RunOptions } from '../../src/runtimes/runtime.ts';

const LONG_AGO = Date.now() - 60_000;

/** A disk in memory; `stamp` is when its files change. */
class MemoryDisk implements ProjectDisk {
  readonly files = new Map<string, { modified: number; content: Uint8Array<ArrayBuffer> }>();
  reads = 0;

  write(path: string, text: string, modified = LONG_AGO): void {
    this.files.set(path, { modified, content: new TextEncoder().encode(text) });
  }

  stat(path: string) {
    const file = this.files.get(path);
    return file && { modified: file.modified, size: file.content.length };
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    this.reads += 1;
    return new Uint8Array(this.files.get(path)?.content ?? []);
  }

  list(): readonly string[] {
    return [...this.files.keys()];
  }
}

function watch(disk: ProjectDisk, keep: RunOptions['keep']) {
  const sent: string[] = [];
  const kept = new KeptFiles(disk, keep, (event) => {
    const content = event.type === 'file-kept' ? event.content && new TextDecoder().decode(event.content) : 'too large';
    sent.push(`${event.path}: ${content}`);
  });
  return { sent, kept };
}

describe('files to keep', () => {
  it('are sent when they changed, once', () => {
    const disk = new MemoryDisk();
    disk.write('a', 'old');
    disk.write('b', 'old');
    const { sent, kept } = watch(disk, ['a']);
    kept.sendChanged();
    disk.write('a', 'new', LONG_AGO + 1);
    disk.write('b', 'new', LONG_AGO + 1);
    kept.sendChanged();
    kept.sendChanged();
    expect(sent).toEqual(['a: new']);
  });

  it('are told apart within one tick of the clock', () => {
    const disk = new MemoryDisk();
    const now = Date.now();
    disk.write('a', 'old', now);
    const { sent, kept } = watch(disk, ['a']);
    disk.write('a', 'new', now);
    kept.sendChanged();
    expect(sent).toEqual(['a: new']);
  });

  it('are not read when nothing changed', () => {
    const disk = new MemoryDisk();
    disk.write('a', 'old');
    const { kept } = watch(disk, ['a']);
    const { reads } = disk;
    kept.sendChanged();
    expect(disk.reads).toBe(reads);
  });

  it('are told as gone when they are', () => {
    const disk = new MemoryDisk();
    disk.write('a', 'old');
    const { sent, kept } = watch(disk, 'all');
    disk.files.delete('a');
    disk.write('b', 'new');
    kept.sendChanged();
    kept.sendChanged();
    expect(sent.sort()).toEqual(['a: undefined', 'b: new']);
  });

  it('wait for the end of a transaction', () => {
    const disk = new MemoryDisk();
    const { sent, kept } = watch(disk, ['db.sqlite3']);
    disk.write('db.sqlite3', 'half');
    disk.write('db.sqlite3-journal', 'before');
    kept.sendChanged();
    expect(sent).toEqual([]);
    disk.files.delete('db.sqlite3-journal');
    kept.sendChanged();
    expect(sent).toEqual(['db.sqlite3: half']);
  });

  it('that are too large are named once', () => {
    const disk = new MemoryDisk();
    const { sent, kept } = watch(disk, ['a']);
    disk.write('a', 'x'.repeat(KEPT_FILE_LIMIT_BYTES + 1));
    kept.sendChanged();
    kept.sendChanged();
    expect(sent).toEqual(['a: too large']);
  });
});
