/** Calls that only the module loaders make. */

import { codedError } from '../../coded-error.ts';
import { Directory, RegularFile } from '../../file-system/inode.ts';
import type { Kernel } from '../../kernel.ts';

// What `package.json` "main" may leave out, then what is tried without it (Node.js docs: LEGACY_MAIN_RESOLVE).
const MAIN_ENDINGS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];
const INDEX_FILES = ['index.js', 'index.json', 'index.node'];

const FORMAT_JAVASCRIPT = 0;
const FORMAT_WASM = 1;
const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d];

export function createModuleCalls(kernel: Kernel) {
  const { fileSystem } = kernel;
  return {
    /** 0 for a file, 1 for a directory, negative for neither. The path comes last: some callers pass a receiver. */
    internalModuleStat(...args: unknown[]): number {
      const path = args.findLast((argument) => typeof argument === 'string') as string;
      const inode = fileSystem.inodeAt(path);
      if (inode === undefined) return kernel.uvErrors.errno('ENOENT');
      return inode instanceof Directory ? 1 : 0;
    },

    /** Index of the ending that leads to a file. */
    legacyMainResolve(packagePath: string, main: string | undefined, base: string): number {
      const withMain = MAIN_ENDINGS.map((ending) => (main === undefined ? undefined : main + ending));
      const candidates = [...withMain, ...INDEX_FILES];
      const found = candidates.findIndex(
        (name) => name !== undefined && fileSystem.inodeAt(`${packagePath}/${name}`) instanceof RegularFile,
      );
      if (found >= 0) return found;
      const importer = base.startsWith('file:') ? decodeURIComponent(new kernel.natives.URL(base).pathname) : base;
      const message = `Cannot find package '${packagePath}' imported from ${importer}`;
      throw codedError(Error, 'ERR_MODULE_NOT_FOUND', message);
    },

    getFormatOfExtensionlessFile(path: string): number {
      const inode = fileSystem.inodeAt(path);
      const isWasm = inode instanceof RegularFile && WASM_MAGIC.every((byte, index) => inode.content[index] === byte);
      return isWasm ? FORMAT_WASM : FORMAT_JAVASCRIPT;
    },
  };
}
