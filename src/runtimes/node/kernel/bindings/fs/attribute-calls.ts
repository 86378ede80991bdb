/** Calls on what is known about files: stats, permissions, owners, times. */

import type { Inode } from '../../file-system/inode.ts';
import type { FinalLink, Location } from '../../file-system/path-walk.ts';
import type { Kernel } from '../../kernel.ts';
import { type PathArgument, pathText } from './paths.ts';
import { asSyscall } from './requests.ts';

type Change = (inode: Inode, location?: Location) => void;

export class AttributeCalls {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The inode that `stat` or `lstat` describes. */
  inodeAt(syscall: 'stat' | 'lstat' | 'statfs', path: PathArgument): Inode {
    const text = pathText(this.#kernel, path);
    const { fileSystem } = this.#kernel;
    return asSyscall(this.#kernel, syscall, [text], () =>
      fileSystem.lookup(text, syscall === 'stat' ? 'follow' : 'keep'),
    );
  }

  inodeOf(syscall: string, descriptor: number): Inode {
    const { descriptors } = this.#kernel.fileSystem;
    return asSyscall(this.#kernel, syscall, [], () => descriptors.get(descriptor).inode);
  }

  chmod(path: PathArgument, mode: number): void {
    this.#changeAt('chmod', path, 'follow', this.#modeChange(mode));
  }

  fchmod(descriptor: number, mode: number): void {
    this.#changeOpen('fchmod', descriptor, this.#modeChange(mode));
  }

  chown(path: PathArgument, uid: number, gid: number): void {
    this.#changeAt('chown', path, 'follow', this.#ownerChange(uid, gid));
  }

  lchown(path: PathArgument, uid: number, gid: number): void {
    this.#changeAt('lchown', path, 'keep', this.#ownerChange(uid, gid));
  }

  fchown(descriptor: number, uid: number, gid: number): void {
    this.#changeOpen('fchown', descriptor, this.#ownerChange(uid, gid));
  }

  /** Times in seconds since the epoch, with fractions. */
  utimes(path: PathArgument, accessed: number, modified: number): void {
    this.#changeAt('utime', path, 'follow', this.#timesChange(accessed, modified));
  }

  lutimes(path: PathArgument, accessed: number, modified: number): void {
    this.#changeAt('lutime', path, 'keep', this.#timesChange(accessed, modified));
  }

  futimes(descriptor: number, accessed: number, modified: number): void {
    this.#changeOpen('futime', descriptor, this.#timesChange(accessed, modified));
  }

  #modeChange(mode: number): Change {
    return (inode, location) => this.#kernel.fileSystem.changeMode(inode, mode, location);
  }

  #ownerChange(uid: number, gid: number): Change {
    return (inode, location) => this.#kernel.fileSystem.changeOwner(inode, uid, gid, location);
  }

  #timesChange(accessed: number, modified: number): Change {
    return (inode, location) => this.#kernel.fileSystem.changeTimes(inode, accessed * 1000, modified * 1000, location);
  }

  #changeAt(syscall: string, path: PathArgument, finalLink: FinalLink, change: Change): void {
    const text = pathText(this.#kernel, path);
    const { fileSystem } = this.#kernel;
    asSyscall(this.#kernel, syscall, [text], () => {
      const inode = fileSystem.lookup(text, finalLink);
      change(inode, fileSystem.locate(text, finalLink));
    });
  }

  #changeOpen(syscall: string, descriptor: number, change: Change): void {
    const { descriptors } = this.#kernel.fileSystem;
    asSyscall(this.#kernel, syscall, [], () => change(descriptors.get(descriptor).inode));
  }
}
