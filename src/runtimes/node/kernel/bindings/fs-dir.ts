/** `internalBinding('fs_dir')`: directories that are read bit by bit (`fs.opendir`). */

import { AsyncWrap } from '../async-wrap.ts';
import { listDirectory } from '../file-system/directory-operations.ts';
import type { BindingFactory } from '../kernel.ts';
import { encodeName, type PathArgument, pathText } from './fs/paths.ts';
import { asSyscall, FsCalls, type FsRequest } from './fs/requests.ts';
import { direntType } from './fs/stats.ts';

type Request = FsRequest | symbol | undefined;

export const createFsDirBinding: BindingFactory = (kernel, stub) => {
  const calls = new FsCalls(kernel, kernel.symbols.isolate.fs_use_promises_symbol);

  class DirHandle extends AsyncWrap {
    readonly #entries: (readonly [name: string, type: number])[];

    constructor(entries: (readonly [name: string, type: number])[]) {
      super(kernel, 'DIRHANDLE');
      this.#entries = entries;
    }

    /** Up to `count` entries as `[name, type, name, type …]`; null at the end. */
    read(encoding: unknown, count: number, request: Request): unknown {
      return calls.perform(request, () => {
        const next = this.#entries.splice(0, count);
        return next.length === 0 ? null : next.flatMap(([name, type]) => [encodeName(kernel, name, encoding), type]);
      });
    }

    close(request: Request): unknown {
      return calls.perform(request, () => undefined);
    }
  }

  function open(pathArgument: PathArgument): DirHandle {
    const path = pathText(kernel, pathArgument);
    const entries = asSyscall(kernel, 'opendir', [path], () => listDirectory(kernel.fileSystem, path));
    return new DirHandle(entries.map(([name, inode]) => [name, direntType(inode)] as const));
  }

  return Object.assign(stub, {
    DirHandle,
    opendir: (path: PathArgument, _encoding: unknown, request: Request) => calls.perform(request, () => open(path)),
    opendirSync: open,
  });
};
