/** The POSIX errors that the file system reports, by their C names. */
export type FileSystemErrorCode =
  | 'EACCES'
  | 'EADDRINUSE'
  | 'EAGAIN'
  | 'EBADF'
  | 'EBUSY'
  | 'EEXIST'
  | 'EFBIG'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'EMFILE'
  | 'ENOSPC'
  | 'ENAMETOOLONG'
  | 'ENOENT'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'EPERM'
  | 'ESPIPE';

/**
 * A system call failed. It carries only the code: who made the call knows the syscall and the paths that Node's
 * message names ("ENOENT: no such file or directory, open 'x'").
 */
export class FileSystemError extends Error {
  readonly code: FileSystemErrorCode;

  constructor(code: FileSystemErrorCode) {
    super(code);
    this.name = 'FileSystemError';
    this.code = code;
  }
}
