/** The checksum of gzip and of `zlib.crc32`. */

const POLYNOMIAL = 0xedb88320;
let table: Uint32Array | undefined;

/** The checksum of `bytes` after data whose checksum is `value`. */
export function crc32(bytes: Uint8Array, value: number): number {
  table ??= createTable();
  let crc = ~value;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function createTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let entry = byte;
    for (let bit = 0; bit < 8; bit += 1) entry = entry & 1 ? (entry >>> 1) ^ POLYNOMIAL : entry >>> 1;
    return entry;
  });
}
