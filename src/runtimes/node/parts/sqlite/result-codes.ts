/** Numbers of SQLite's C interface (sqlite.org/c3ref/constlist.html). */

export const OK = 0;
export const ERROR = 1;
export const BUSY = 5;
export const NOTFOUND = 12;
export const CANTOPEN = 14;
export const TOOBIG = 18;
export const MISUSE = 21;
export const ROW = 100;
export const DONE = 101;
export const ABORT = 4;
export const IOERR_READ = 266;
export const IOERR_SHORT_READ = 522;
export const IOERR_WRITE = 778;
export const IOERR_DELETE = 2570;
export const IOERR_DELETE_NOENT = 5898;

/** Types of values. */
export const INTEGER = 1;
export const FLOAT = 2;
export const TEXT = 3;
export const BLOB = 4;

/** A destructor that says: SQLite makes a copy of its own. */
export const TRANSIENT = -1;
