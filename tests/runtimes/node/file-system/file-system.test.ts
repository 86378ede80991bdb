import { beforeEach, describe, expect, it } from 'vitest';
import {
  link,
  listDirectory,
  makeDirectories,
  makeDirectory,
  makeSymbolicLink,
  readSymbolicLink,
  removeDirectory,
  rename,
  unlink,
} from '../../../../src/runtimes/node/kernel/file-system/directory-operations.ts';
import { FileSystem } from '../../../../src/runtimes/node/kernel/file-system/file-system.ts';
import { FileSystemError } from '../../../../src/runtimes/node/kernel/file-system/file-system-error.ts';
import {
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDWR,
  O_WRONLY,
} from '../../../../src/runtimes/node/kernel/file-system/open-file.ts';
import {
  copyFile,
  placeFile,
  readTextAt,
  removeTree,
} from '../../../../src/runtimes/node/kernel/file-system/whole-files.ts';

let clock = 0;
let fileSystem: FileSystem;

beforeEach(() => {
  clock = 1000;
  fileSystem = new FileSystem({ credentials: { uid: 0, gid: 0 }, now: () => clock });
});

const bytes = (text: string) => new TextEncoder().encode(text);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FileSystemError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('paths', () => {
  beforeEach(() => {
    placeFile(fileSystem, '/app/src/main.js', 'main');
    fileSystem.workingDirectory = '/app';
  });

  it('resolves relative paths, dots and repeated slashes', () => {
    expect(readTextAt(fileSystem, 'src/../src/.//main.js')).toBe('main');
    expect(fileSystem.locate('src/../../app/src', 'follow').path).toBe('/app/src');
  });

  it('follows links in the middle and at the end, and stops at a cycle', () => {
    makeSymbolicLink(fileSystem, 'src', '/app/code');
    makeSymbolicLink(fileSystem, '../main.js', '/app/src/self');
    makeSymbolicLink(fileSystem, 'b', '/app/a');
    makeSymbolicLink(fileSystem, 'a', '/app/b');
    expect(fileSystem.locate('code/main.js', 'follow').path).toBe('/app/src/main.js');
    expect(fileSystem.locate('code', 'keep').path).toBe('/app/code');
    expect(readSymbolicLink(fileSystem, 'src/self')).toBe('../main.js');
    expect(codeOf(() => fileSystem.lookup('a', 'follow'))).toBe('ELOOP');
  });

  it('tells a missing file from a file used as a directory', () => {
    expect(codeOf(() => fileSystem.lookup('nope/x', 'follow'))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.lookup('src/main.js/x', 'follow'))).toBe('ENOTDIR');
    expect(codeOf(() => fileSystem.lookup('src/main.js/', 'follow'))).toBe('ENOTDIR');
    expect(codeOf(() => fileSystem.lookup('', 'follow'))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.lookup('x'.repeat(256), 'follow'))).toBe('ENAMETOOLONG');
  });
});

describe('open files', () => {
  it('keeps one position per description and honours explicit positions', () => {
    const file = fileSystem.open('/f', O_CREAT | O_RDWR, 0o666);
    file.write(bytes('hello world'), undefined);
    file.write(bytes('H'), 0);
    const target = new Uint8Array(5);
    expect(file.read(target, 6)).toBe(5);
    expect(new TextDecoder().decode(target)).toBe('world');
    expect(file.read(target, undefined)).toBe(0);
    expect(readTextAt(fileSystem, '/f')).toBe('Hello world');
  });

  it('appends wherever the position is, and fills a gap with zeros', () => {
    placeFile(fileSystem, '/log', 'one\n');
    fileSystem.open('/log', O_WRONLY | O_APPEND, 0).write(bytes('two\n'), 0);
    expect(readTextAt(fileSystem, '/log')).toBe('one\ntwo\n');
    fileSystem.open('/gap', O_CREAT | O_WRONLY, 0o666).write(bytes('x'), 3);
    expect(readTextAt(fileSystem, '/gap')).toBe('\0\0\0x');
  });

  it('shows zeros, not old bytes, after shrinking and growing', () => {
    const file = fileSystem.open('/f', O_CREAT | O_RDWR, 0o666);
    file.write(bytes('secret'), undefined);
    file.truncate(2);
    file.truncate(4);
    expect(readTextAt(fileSystem, '/f')).toBe('se\0\0');
  });

  it('creates exclusively, refuses directories, and applies the umask', () => {
    placeFile(fileSystem, '/f', '');
    makeDirectory(fileSystem, '/d', 0o777);
    expect(codeOf(() => fileSystem.open('/f', O_CREAT | O_EXCL | O_WRONLY, 0o666))).toBe('EEXIST');
    expect(codeOf(() => fileSystem.open('/d', O_WRONLY, 0))).toBe('EISDIR');
    expect(fileSystem.open('/new', O_CREAT | O_WRONLY, 0o666).inode.permissions).toBe(0o644);
  });

  it('reads a file that was unlinked while open', () => {
    placeFile(fileSystem, '/f', 'still here');
    const file = fileSystem.open('/f', 0, 0);
    unlink(fileSystem, '/f');
    expect(fileSystem.exists('/f')).toBe(false);
    expect(new TextDecoder().decode(file.readToEnd())).toBe('still here');
    expect(file.inode.links).toBe(0);
  });

  it('gives out the lowest free descriptor', () => {
    const open = () => fileSystem.descriptors.add(fileSystem.open('/', 0, 0));
    expect([open(), open(), open()]).toEqual([0, 1, 2]);
    fileSystem.descriptors.close(1);
    expect([open(), open()]).toEqual([1, 3]);
    expect(codeOf(() => fileSystem.descriptors.close(9))).toBe('EBADF');
  });
});

describe('names', () => {
  it('makes directories with their parents and says which was first', () => {
    expect(makeDirectories(fileSystem, '/a/b/c', 0o777)).toBe('/a');
    expect(makeDirectories(fileSystem, '/a/b/c', 0o777)).toBeUndefined();
    placeFile(fileSystem, '/a/file', '');
    expect(codeOf(() => makeDirectories(fileSystem, '/a/file/x', 0o777))).toBe('ENOTDIR');
    expect(codeOf(() => makeDirectory(fileSystem, '/a/b', 0o777))).toBe('EEXIST');
  });

  it('replaces on rename only what fits', () => {
    placeFile(fileSystem, '/f', 'new');
    placeFile(fileSystem, '/g', 'old');
    makeDirectories(fileSystem, '/d/e', 0o777);
    makeDirectory(fileSystem, '/empty', 0o777);
    rename(fileSystem, '/f', '/g');
    expect(readTextAt(fileSystem, '/g')).toBe('new');
    expect(fileSystem.exists('/f')).toBe(false);
    expect(codeOf(() => rename(fileSystem, '/g', '/d'))).toBe('EISDIR');
    expect(codeOf(() => rename(fileSystem, '/d', '/g'))).toBe('ENOTDIR');
    expect(codeOf(() => rename(fileSystem, '/empty', '/d'))).toBe('ENOTEMPTY');
    expect(codeOf(() => rename(fileSystem, '/d', '/d/e/x'))).toBe('EINVAL');
    rename(fileSystem, '/d', '/empty');
    expect(fileSystem.exists('/empty/e')).toBe(true);
  });

  it('counts hard links and shares content between them', () => {
    placeFile(fileSystem, '/a', 'x');
    link(fileSystem, '/a', '/b');
    placeFile(fileSystem, '/b', 'shared');
    expect(readTextAt(fileSystem, '/a')).toBe('shared');
    expect(fileSystem.lookup('/a', 'keep').links).toBe(2);
    unlink(fileSystem, '/a');
    expect(fileSystem.lookup('/b', 'keep').links).toBe(1);
  });

  it('removes empty directories only, whole trees on demand', () => {
    placeFile(fileSystem, '/t/a/b', 'x');
    expect(codeOf(() => removeDirectory(fileSystem, '/t'))).toBe('ENOTEMPTY');
    expect(codeOf(() => removeDirectory(fileSystem, '/t/a/b'))).toBe('ENOTDIR');
    expect(codeOf(() => unlink(fileSystem, '/t'))).toBe('EISDIR');
    removeTree(fileSystem, '/t');
    expect(fileSystem.exists('/t')).toBe(false);
  });

  it('copies content and permissions, and leaves a file copied onto itself alone', () => {
    placeFile(fileSystem, '/a', 'content', 0o600);
    copyFile(fileSystem, '/a', '/b', 'fail');
    copyFile(fileSystem, '/a', '/a', 'replace');
    expect(readTextAt(fileSystem, '/b')).toBe('content');
    expect(readTextAt(fileSystem, '/a')).toBe('content');
    expect(fileSystem.lookup('/b', 'keep').permissions).toBe(0o600);
    expect(codeOf(() => copyFile(fileSystem, '/a', '/b', 'fail'))).toBe('EEXIST');
  });

  it('lists in the order of names', () => {
    for (const name of ['b', 'a', 'B']) placeFile(fileSystem, `/${name}`, '');
    expect(listDirectory(fileSystem, '/').map(([name]) => name)).toEqual(['B', 'a', 'b']);
  });
});

describe('permissions', () => {
  beforeEach(() => {
    placeFile(fileSystem, '/etc/secret', 'x', 0o600);
    makeDirectory(fileSystem, '/home', 0o777);
    fileSystem.credentials = { uid: 1000, gid: 1000 };
  });

  it('keeps a user out of what belongs to root', () => {
    expect(codeOf(() => fileSystem.open('/etc/secret', 0, 0))).toBe('EACCES');
    expect(codeOf(() => placeFile(fileSystem, '/etc/mine', ''))).toBe('EACCES');
    expect(codeOf(() => unlink(fileSystem, '/etc/secret'))).toBe('EACCES');
    expect(codeOf(() => fileSystem.changeMode(fileSystem.lookup('/etc', 'keep'), 0o777))).toBe('EPERM');
  });

  it('honours the bits of a user’s own file', () => {
    fileSystem.umask = 0;
    fileSystem.credentials = { uid: 0, gid: 0 };
    makeDirectory(fileSystem, '/open', 0o777);
    fileSystem.credentials = { uid: 1000, gid: 1000 };
    placeFile(fileSystem, '/open/f', 'x', 0o444);
    expect(codeOf(() => fileSystem.open('/open/f', O_WRONLY, 0))).toBe('EACCES');
    fileSystem.changeMode(fileSystem.lookup('/open/f', 'keep'), 0o644);
    expect(codeOf(() => fileSystem.open('/open/f', O_WRONLY, 0))).toBe('no error');
  });
});

describe('times and watching', () => {
  it('stamps writes, and reads only after a change', () => {
    placeFile(fileSystem, '/f', 'x');
    const inode = fileSystem.lookup('/f', 'keep');
    clock = 2000;
    fileSystem.open('/f', 0, 0).readToEnd();
    clock = 3000;
    fileSystem.open('/f', 0, 0).readToEnd();
    expect([inode.accessed, inode.modified, inode.born]).toEqual([2000, 1000, 1000]);
    placeFile(fileSystem, '/f', 'y');
    expect([inode.modified, inode.changed]).toEqual([3000, 3000]);
  });

  it('tells a directory’s watchers what came, changed and went', () => {
    const seen: string[] = [];
    const stop = fileSystem.watches.add(fileSystem.root, (event, name) => seen.push(`${event} ${name}`));
    placeFile(fileSystem, '/f', 'x');
    rename(fileSystem, '/f', '/g');
    unlink(fileSystem, '/g');
    stop();
    placeFile(fileSystem, '/h', '');
    expect(seen).toEqual(['rename f', 'change f', 'rename f', 'rename g', 'rename g']);
  });
});
