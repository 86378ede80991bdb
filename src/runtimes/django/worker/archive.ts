/** The bundle's archive format, written by bundle/compile.py: index length (4 bytes, little endian), index, contents. */

/** Path, offset after the index, and length in bytes. */
type Entry = readonly [path: string, offset: number, bytes: number];

/** The parts of Emscripten's file system that the engine uses (https://emscripten.org/docs/api_reference/Filesystem-API.html). */
export interface Disk {
  mkdirTree(path: string): void;
  writeFile(path: string, content: Uint8Array | string): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number; readonly size: number; readonly mtime: Date };
  isFile(mode: number): boolean;
  isDir(mode: number): boolean;
  lookupPath(path: string): { readonly node: DiskNode };
  readonly filesystems: { readonly MEMFS: MemoryFileSystem };
}

/** A file or folder in memory. */
interface DiskNode {
  contents: unknown;
  usedBytes?: number;
}

interface MemoryFileSystem {
  createNode(parent: DiskNode, name: string, mode: number, device: number): DiskNode;
}

/** Kind and permissions, as `stat` tells them: a folder anyone may enter, a file anyone may read. */
const FOLDER_MODE = 0o040755;
const FILE_MODE = 0o100644;

/**
 * Puts the archive's files under `folder`, which is empty. Their contents stay parts of `archive`: nothing is copied.
 * The nodes are made directly, because opening, writing and closing thousands of files takes a third of the start.
 */
export function unpackArchive(disk: Disk, archive: Uint8Array, folder: string): void {
  const indexBytes = new DataView(archive.buffer, archive.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(archive.subarray(4, 4 + indexBytes))) as readonly Entry[];
  const contents = archive.subarray(4 + indexBytes);
  const { MEMFS } = disk.filesystems;
  const folders = new Map([['', disk.lookupPath(folder).node]]);
  const openFolder = (path: string): DiskNode => {
    const known = folders.get(path);
    if (known) return known;
    const made = MEMFS.createNode(openFolder(parentOf(path)), nameOf(path), FOLDER_MODE, 0);
    folders.set(path, made);
    return made;
  };
  for (const [path, offset, bytes] of index) {
    const file = MEMFS.createNode(openFolder(parentOf(path)), nameOf(path), FILE_MODE, 0);
    file.contents = contents.subarray(offset, offset + bytes);
    file.usedBytes = bytes;
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
