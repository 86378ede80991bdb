/** `fs.Stats` as numbers in an array (Node.js src/node_file-inl.h, `FillStatsArray`). */

import {
  DeviceFile,
  Directory,
  type Inode,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
} from '../../file-system/inode.ts';

export const STATS_FIELDS = 18;

const DEVICE_NUMBER = 1;
const BLOCK_BYTES = 4096;
const SECTOR_BYTES = 512;

export type StatsArray = Float64Array | BigInt64Array;

/** Fills the first 18 elements, or makes an array of them when none is given. */
export function fillStats(inode: Inode, target: StatsArray): StatsArray {
  const { mode, links, uid, gid, number, accessed, modified, changed, born } = inode;
  const size = inode instanceof Directory || inode instanceof DeviceFile ? inode.size : Math.max(0, inode.size);
  const sectors = inode instanceof DeviceFile ? 0 : Math.ceil(size / BLOCK_BYTES) * (BLOCK_BYTES / SECTOR_BYTES);
  const times = [accessed, modified, changed, born].flatMap(secondsAndNanoseconds);
  const fields = [DEVICE_NUMBER, mode, links, uid, gid, 0, BLOCK_BYTES, number, size, sectors, ...times];
  for (const [index, field] of fields.entries()) {
    if (target instanceof BigInt64Array) target[index] = BigInt(field);
    else target[index] = field;
  }
  return target;
}

export function newStatsArray(bigint: boolean): StatsArray {
  return bigint ? new BigInt64Array(STATS_FIELDS) : new Float64Array(STATS_FIELDS);
}

function secondsAndNanoseconds(ms: number): [number, number] {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}

/** `uv_dirent_type_t` of an inode, as `fs.constants.UV_DIRENT_…` has them. */
export function direntType(inode: Inode): number {
  switch (inode.mode & S_IFMT) {
    case S_IFDIR:
      return 2;
    case S_IFLNK:
      return 3;
    case S_IFIFO:
      return 4;
    case S_IFSOCK:
      return 5;
    case S_IFCHR:
      return 6;
    default:
      return 1;
  }
}
