/** Many small files as one: the `node_modules` of an exercise, on their way from the build to a worker. */

/** The length of the index in bytes comes first, as a 32-bit number in little-endian order. */
const HEADER_BYTES = 4;

/** Where a file's bytes are, counted from the end of the index. */
type IndexEntry = readonly [path: string, start: number, length: number];

/** Puts files into one; paths are relative to `node_modules`. */
export function packFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  let start = 0;
  const entries = [...files].map(([path, content]): IndexEntry => {
    start += content.length;
    return [path, start - content.length, content.length];
  });
  const index = new TextEncoder().encode(JSON.stringify(entries));
  const archive = new Uint8Array(HEADER_BYTES + index.length + start);
  new DataView(archive.buffer).setUint32(0, index.length, true);
  archive.set(index, HEADER_BYTES);
  entries.forEach(([path, at]) => {
    archive.set(files.get(path) ?? new Uint8Array(), HEADER_BYTES + index.length + at);
  });
  return archive;
}

/** The files of an archive; contents are views of it. */
export function* unpackFiles(archive: Uint8Array): Generator<readonly [path: string, content: Uint8Array]> {
  const indexBytes = new DataView(archive.buffer, archive.byteOffset).getUint32(0, true);
  const contents = archive.subarray(HEADER_BYTES + indexBytes);
  const index = JSON.parse(new TextDecoder().decode(archive.subarray(HEADER_BYTES, HEADER_BYTES + indexBytes)));
  for (const [path, start, length] of index as readonly IndexEntry[]) {
    yield [path, contents.subarray(start, start + length)];
  }
}
