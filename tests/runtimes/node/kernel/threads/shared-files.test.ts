import { describe, expect, it } from 'vitest';
import { rename, unlink } from '../../../../../src/runtimes/node/kernel/file-system/directory-operations.ts';
import { FileSystem } from '../../../../../src/runtimes/node/kernel/file-system/file-system.ts';
import { placeFile, readTextAt } from '../../../../../src/runtimes/node/kernel/file-system/whole-files.ts';
import { SharedFiles } from '../../../../../src/runtimes/node/kernel/threads/shared-files.ts';

function fileSystem(): FileSystem {
  return new FileSystem({ credentials: { uid: 0, gid: 0 }, now: () => 1000 });
}

/** A main thread with files, and a thread that began with them; `toThread` and `toMain` carry what a message would. */
function twoThreads() {
  const [mainFiles, threadFiles] = [fileSystem(), fileSystem()];
  placeFile(mainFiles, '/home/first.txt', 'first');
  const main = new SharedFiles(mainFiles, '0', 0);
  const thread = new SharedFiles(threadFiles, '1', 1e8);
  thread.load(structuredClone(main.describe()));
  const [down, up] = [{}, {}];
  return {
    mainFiles,
    threadFiles,
    toThread: () => thread.apply(structuredClone(main.take(down) ?? [])),
    toMain: () => main.apply(structuredClone(thread.take(up) ?? [])),
  };
}

describe('two threads with files', () => {
  it('a thread begins with the files of the one that started it', () => {
    expect(readTextAt(twoThreads().threadFiles, '/home/first.txt')).toBe('first');
  });

  it('what was written before a message is there after it, and not earlier', () => {
    const { mainFiles, threadFiles, toThread } = twoThreads();
    placeFile(mainFiles, '/home/new/second.txt', 'second');
    placeFile(mainFiles, '/home/first.txt', 'changed');
    expect(readTextAt(threadFiles, '/home/first.txt')).toBe('first');
    toThread();
    expect(readTextAt(threadFiles, '/home/first.txt')).toBe('changed');
    expect(readTextAt(threadFiles, '/home/new/second.txt')).toBe('second');
  });

  it('names that come and go do so everywhere', () => {
    const { mainFiles, threadFiles, toThread, toMain } = twoThreads();
    rename(mainFiles, '/home/first.txt', '/home/renamed.txt');
    toThread();
    expect(threadFiles.exists('/home/first.txt')).toBe(false);
    unlink(threadFiles, '/home/renamed.txt');
    toMain();
    expect(mainFiles.exists('/home/renamed.txt')).toBe(false);
  });

  it('both may make files in one directory at the same time', () => {
    const { mainFiles, threadFiles, toThread, toMain } = twoThreads();
    placeFile(mainFiles, '/home/by-main.txt', 'main');
    placeFile(threadFiles, '/home/by-thread.txt', 'thread');
    toThread();
    toMain();
    for (const files of [mainFiles, threadFiles]) {
      expect(readTextAt(files, '/home/by-main.txt')).toBe('main');
      expect(readTextAt(files, '/home/by-thread.txt')).toBe('thread');
    }
  });

  it('a file that came along at the start can be written without changing the other thread’s', () => {
    const { mainFiles, threadFiles } = twoThreads();
    placeFile(threadFiles, '/home/first.txt', 'mine');
    expect(readTextAt(mainFiles, '/home/first.txt')).toBe('first');
  });
});
