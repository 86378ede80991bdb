/** `internalBinding('modules')`: package.json files (Node.js src/node_modules.cc). */

import { codedError } from '../coded-error.ts';
import { readTextAt } from '../file-system/whole-files.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';

/** As the library takes it apart (`deserializePackageJSON`): name, main, type, imports, exports, path. */
type PackageConfig = [
  name: string | undefined,
  main: string | undefined,
  type: 'commonjs' | 'module' | 'none',
  imports: string | undefined,
  exports: string | undefined,
  path: string,
];

/** For the message of an unreadable package.json: who was importing what. */
interface Importer {
  readonly base: string;
  readonly specifier: string;
}

const COMPILE_CACHE_DISABLED = 3;

export const createModulesBinding: BindingFactory = (kernel, stub) => {
  const packages = new PackageReader(kernel);
  return Object.assign(stub, {
    readPackageJSON(path: string, isEsm: boolean, base?: string, specifier?: string) {
      const importer = isEsm && base !== undefined && specifier !== undefined ? { base, specifier } : undefined;
      return packages.read(path, importer);
    },
    getNearestParentPackageJSON: (path: string) => packages.nearest(path),
    getNearestParentPackageJSONType: (path: string) => packages.nearest(path)?.[2] ?? 'none',
    getPackageScopeConfig: (url: string) => packages.scopeOf(url),
    getPackageType(url: string) {
      const scope = packages.scopeOf(url);
      return typeof scope === 'string' || scope[2] === 'none' ? undefined : scope[2];
    },
    // Compiled code is not kept: there is no disk to keep it on.
    enableCompileCache: () => [COMPILE_CACHE_DISABLED],
    getCompileCacheDir: () => undefined,
    flushCompileCache: () => undefined,
    getCompileCacheEntry: () => undefined,
    saveCompileCacheEntry: () => undefined,
  });
};

class PackageReader {
  readonly #kernel: Kernel;
  readonly #cache = new Map<string, PackageConfig | undefined>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** A package.json by its path; undefined when there is none. Each is read once, as Node does. */
  read(path: string, importer?: Importer): PackageConfig | undefined {
    if (this.#cache.has(path)) return this.#cache.get(path);
    const text = readTextAt(this.#kernel.fileSystem, path);
    const config = text === undefined ? undefined : parsePackage(path, text, importer);
    this.#cache.set(path, config);
    return config;
  }

  /** The first package.json in the file's directory or above it. */
  nearest(path: string): PackageConfig | undefined {
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      const config = this.read(`${path.slice(0, end)}/package.json`);
      if (config !== undefined || end === 0) return config;
    }
    return undefined;
  }

  /** The package that a `file:` URL belongs to, or the path where the search ended. */
  scopeOf(url: string): PackageConfig | string {
    const { URL: NativeUrl } = this.#kernel.natives;
    let candidate = new NativeUrl('./package.json', url);
    for (;;) {
      const path = decodeURIComponent(candidate.pathname);
      // A package ends at node_modules (Node.js docs: PACKAGE_SCOPE).
      if (path.endsWith('/node_modules/package.json')) return path;
      const config = this.read(path);
      if (config !== undefined) return config;
      const above = new NativeUrl('../package.json', candidate);
      if (above.pathname === candidate.pathname) return path;
      candidate = above;
    }
  }
}

function parsePackage(path: string, text: string, importer: Importer | undefined): PackageConfig {
  const json = parseObject(text);
  if (json === undefined || (json.name !== undefined && typeof json.name !== 'string')) {
    const where =
      importer === undefined ? '' : ` while importing "${importer.specifier}" from ${pathOf(importer.base)}`;
    throw codedError(Error, 'ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${path}${where}.`);
  }
  const type = json.type === 'module' || json.type === 'commonjs' ? json.type : 'none';
  return [json.name, textOrNothing(json.main), type, serialize(json.imports), serialize(json.exports), path];
}

function parseObject(text: string): (Record<string, unknown> & { name?: unknown }) | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    // Without a prototype: what a program puts on Object.prototype is no field of the file.
    return isObject ? (Object.setPrototypeOf(value, null) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Objects and arrays as JSON, which the library parses again when it needs them. */
function serialize(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : textOrNothing(value);
}

function pathOf(base: string): string {
  return base.startsWith('file://') ? decodeURIComponent(base.slice('file://'.length)) : base;
}
