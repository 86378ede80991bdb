/** One file of Node's own tests, and what it takes along when it runs elsewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { FileContent } from '../../../src/runtimes/runtime.ts';

export interface TestFile {
  /** `parallel/test-fs-read.js`. */
  readonly name: string;
  readonly source: string;
  /** What the test's `// Flags:` line asks of the command line. */
  readonly flags: readonly string[];
}

/**
 * What Node's `test/common` is told by environment variables: that Node 26 has more globals than it knows, and that
 * the flags of the command line are right.
 */
export const COMMON_SETTINGS = { NODE_TEST_KNOWN_GLOBALS: '0', NODE_SKIP_FLAG_CHECK: '1' } as const;

/** What a specifier may leave out. */
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json'];
/** Fixtures that may import others. */
const MODULE = /\.(?:[cm]?[jt]s)$/;
/** A larger fixture is data, whatever its name says (bytes). */
const LARGEST_MODULE = 100_000;

/** A folder of fixtures with more than this is taken only in the parts that are named (bytes). */
const LARGE = 4_000_000;

export function listTestFiles(root: string): TestFile[] {
  return ['parallel', 'es-module'].flatMap((folder) =>
    readdirSync(join(root, 'test', folder))
      .filter((name) => /^test-.*\.m?js$/.test(name))
      .flatMap((name) => readTestFile(root, `${folder}/${name}`) ?? []),
  );
}

/** Undefined when there is no such file. */
export function readTestFile(root: string, name: string): TestFile | undefined {
  if (!existsSync(join(root, 'test', name))) return undefined;
  const source = readFileSync(join(root, 'test', name), 'utf8');
  const flags = [...source.matchAll(/^\/\/ Flags:\s+(--.*)$/gm)].flatMap(([, line = '']) => line.trim().split(/\s+/));
  return { name, source, flags };
}

/** Puts together what a test may look at: itself, `common`, the fixtures and the tests that it names. */
export class ProjectFolder {
  readonly #root: string;
  readonly #fixtures: ReadonlySet<string>;
  /** Packages that fixtures import. */
  readonly #packages: ReadonlySet<string>;
  readonly #common: Record<string, FileContent> = {};

  constructor(root: string) {
    this.#root = root;
    this.#fixtures = new Set(readdirSync(join(root, 'test', 'fixtures')));
    this.#packages = new Set(readdirSync(join(root, 'test', 'fixtures', 'node_modules')));
    this.#add(this.#common, 'test/common');
    this.#common['test/common/index.js'] = adaptCommon(readFileSync(join(root, 'test/common/index.js'), 'utf8'));
    // The folder is there for tests that only look at it.
    this.#addFile(this.#common, 'test/fixtures/empty.js');
  }

  collect({ name, source }: TestFile): Record<string, FileContent> {
    const files = { ...this.#common, [`test/${name}`]: source };
    this.#addNamed(files, source, 'test/fixtures', this.#fixtures);
    const folder = name.slice(0, name.indexOf('/'));
    this.#addImported(files, `test/${folder}`, source);
    return files;
  }

  /** Adds those of a folder's entries that occur as words in `source`: paths are often put together from pieces. */
  #addNamed(files: Record<string, FileContent>, source: string, folder: string, entries: ReadonlySet<string>): void {
    const words = new Set(source.match(/[\w.@-]+/g));
    // `fixtures.readKey()` does not name the folder.
    if (/\breadKey\b/.test(source)) words.add('keys');
    for (const entry of entries) {
      const stem = entry.replace(/\.\w+$/, '');
      if (!words.has(entry) && !words.has(stem)) continue;
      const path = `${folder}/${entry}`;
      if (statSync(join(this.#root, path)).isDirectory() && this.#sizeOf(path) > LARGE) {
        this.#addNamed(files, source, path, new Set(readdirSync(join(this.#root, path))));
      } else if (!(path in files)) {
        this.#add(files, path);
      }
    }
  }

  /** Packages whose names are put together from pieces. */
  #addPackages(files: Record<string, FileContent>, start: string): void {
    const named = [...this.#packages].filter((name) => name.startsWith(start) || start === `${name}/`);
    for (const name of named) this.#add(files, `test/fixtures/node_modules/${name}`);
  }

  /** Whether a folder of fixtures can be imported itself. */
  #isPackage(path: string): boolean {
    const isEntry = (name: string) => existsSync(join(this.#root, path, name));
    return path.startsWith('test/fixtures/') && (isEntry('package.json') || isEntry('index.js'));
  }

  #sizeOf(path: string): number {
    return readdirSync(join(this.#root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  }

  #add(files: Record<string, FileContent>, path: string): void {
    if (!statSync(join(this.#root, path)).isDirectory()) this.#addFile(files, path);
    else for (const entry of readdirSync(join(this.#root, path))) this.#add(files, `${path}/${entry}`);
  }

  #addFile(files: Record<string, FileContent>, path: string): void {
    const place = join(this.#root, path);
    if (path.startsWith('..') || path in files || !existsSync(place) || !statSync(place).isFile()) return;
    const content = readFileSync(place);
    files[path] = content;
    const isModule = path.startsWith('test/fixtures/') && MODULE.test(path) && content.length < LARGEST_MODULE;
    if (isModule) this.#addImported(files, dirname(path), content.toString());
  }

  /** Adds what a fixture names in quotes: files beside it, and packages. */
  #addImported(files: Record<string, FileContent>, folder: string, source: string): void {
    for (const [, start = ''] of source.matchAll(/`(\w[\w-]+[-/])\$\{/g)) this.#addPackages(files, start);
    for (const [, specifier = ''] of source.matchAll(/['"`]([@\w./#-]+)['"`]/g)) {
      if (specifier.startsWith('.')) {
        const target = normalize(`${folder}/${specifier}`);
        for (const ending of ENDINGS) this.#addFile(files, `${target}${ending}`);
        if (this.#isPackage(target)) this.#add(files, target);
      } else {
        const [name = ''] = specifier.split('/');
        const path = `test/fixtures/node_modules/${name}`;
        if (this.#packages.has(name) && !(`${path}/package.json` in files)) this.#add(files, path);
      }
    }
  }
}

/**
 * The engine's programs have a fixed environment, so the settings are made by the file itself. It looks for the program
 * `openssl` when it is loaded as an ES module: there is none. Lines stay where they are.
 */
function adaptCommon(source: string): string {
  const settings = `'use strict';Object.assign(globalThis.process.env, ${JSON.stringify(COMMON_SETTINGS)});`;
  return settings + source.replace('let opensslCli = null;', 'let opensslCli = false;');
}
