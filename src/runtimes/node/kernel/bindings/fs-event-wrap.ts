/** `internalBinding('fs_event_wrap')`: `fs.watch` over the file system's own notices, as inotify gives them to libuv. */

import { HandleWrap } from '../async-wrap.ts';
import { FileSystemError } from '../file-system/file-system-error.ts';
import type { WatchEvent } from '../file-system/watch-list.ts';
import type { BindingFactory } from '../kernel.ts';
import { encodeName, type PathArgument, pathText } from './fs/paths.ts';

export const createFsEventBinding: BindingFactory = (kernel, stub) => {
  class FSEvent extends HandleWrap {
    onchange?: unknown;
    #stop: (() => void) | undefined;
    #pending: { readonly event: WatchEvent; readonly name: string }[] = [];

    constructor() {
      super(kernel, 'FSEVENTWRAP');
    }

    get initialized(): boolean {
      return this.#stop !== undefined;
    }

    override get active(): boolean {
      return this.initialized && !this.closed;
    }

    /** Returns 0 or a negative error number. */
    start(pathArgument: PathArgument, persistent: boolean, _recursive: boolean, encoding: unknown): number {
      const path = pathText(kernel, pathArgument);
      try {
        const inode = kernel.fileSystem.lookup(path, 'follow');
        this.#stop = kernel.fileSystem.watches.add(inode, (event, name) => this.#notice(event, name, encoding));
      } catch (error) {
        if (error instanceof FileSystemError) return kernel.uvErrors.errno(error.code);
        throw error;
      }
      if (!persistent) this.unref();
      return 0;
    }

    #notice(event: WatchEvent, name: string, encoding: unknown): void {
      // inotify drops a notice that is the same as the last one not yet read.
      const last = this.#pending.at(-1);
      if (last?.event === event && last.name === name) return;
      this.#pending.push({ event, name });
      if (this.#pending.length > 1) return;
      kernel.loop.postIo(() => {
        const notices = this.#pending;
        this.#pending = [];
        for (const notice of notices) {
          if (this.closed) return;
          this.makeCallback(this.onchange, 0, notice.event, encodeName(kernel, notice.name, encoding));
        }
      });
    }

    protected override onClose(): void {
      this.#stop?.();
    }
  }

  return Object.assign(stub, { FSEvent });
};
