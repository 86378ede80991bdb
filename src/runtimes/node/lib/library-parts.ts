/**
 * Cuts Node's library into files: the first holds what booting and most programs need, the others are loaded when a
 * program asks for one of their modules. Which modules a program needs, the pinned Node itself is asked.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_SCRIPT } from '../kernel/library.ts';
import { pinnedNode } from './pinned-node.ts';

const CORE = CORE_SCRIPT;
/** What no rule below names. */
const REST = 'more';

/** Scripts that the page puts into the browser's cache once the first program can run. */
export const USED_SOON: ReadonlySet<string> = new Set(['http', 'test']);

/** Programs that use what a file is for. A module is in the file of the first program that loads it. */
const PROGRAMS: readonly (readonly [part: string, program: string])[] = [
  [
    CORE,
    // Imported: an ES module that imports one of these reads all its exports, lazy ones too.
    `for (const id of ['assert', 'async_hooks', 'buffer', 'events', 'fs', 'fs/promises', 'os', 'path',
      'perf_hooks', 'process', 'stream', 'stream/promises', 'string_decoder', 'timers', 'timers/promises', 'url',
      'util']) import('node:' + id);
    const fs = require('node:fs');
    const file = process.argv[1];
    fs.promises.readFile(file);
    fs.createReadStream(file).resume();
    fs.createWriteStream(${JSON.stringify(devNull)}).end();
    setTimeout(() => {}, 1);
    setImmediate(() => {});
    process.nextTick(() => {});
    new AbortController().abort();
    structuredClone({});
    new TextDecoder().decode(new TextEncoder().encode(''));
    console.table([]);
    console.error('');`,
  ],
  [
    'http',
    `const http = require('node:http');
    require('node:dns/promises');
    const server = http.createServer((request, response) => response.end()).listen(0, () => {
      http.get({ port: server.address().port }, (response) => response.resume().on('end', () => {
        server.close();
        server.closeAllConnections();
      }));
    });`,
  ],
  [
    'test',
    `const { describe, it } = require('node:test');
    const assert = require('node:assert');
    describe('x', () => it('y', () => assert.throws(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }))));`,
  ],
  [
    'web',
    `for (const id of ['readline/promises', 'stream/web', 'worker_threads', 'zlib']) require('node:' + id);
    new Blob(['']).stream();
    new CompressionStream('gzip');
    new BroadcastChannel('x').close();`,
  ],
];

/** Modules that the programs above need in the engine only, or that nothing but a rare program needs. */
const BY_NAME: readonly (readonly [id: RegExp, part: string])[] = [
  // The kernel parses ES modules and code with `await`; standard output is a file.
  [/^internal\/(deps\/acorn\/acorn\/dist\/acorn|fs\/sync_write_stream|fs\/read\/context|main\/run_main_module)$/, CORE],
  [/^internal\/(per_context\/|bootstrap\/)/, CORE],
  [/^(internal\/main\/test_runner|test|test\/reporters)$|^internal\/test_runner\//, 'test'],
  [/^internal\/deps\/undici\//, 'fetch'],
  [/^internal\/(crypto|tls)\/|^(crypto|tls|https|_tls_common|_tls_wrap)$/, 'crypto'],
  [/^internal\/deps\/amaro\//, 'typescript'],
];

/** Part to modules, the core first; every id is in one part. */
export function partLibrary(ids: Iterable<string>): Map<string, string[]> {
  const measured = new Map<string, string>();
  for (const [part, program] of PROGRAMS) {
    for (const id of modulesOf(program)) if (!measured.has(id)) measured.set(id, part);
  }
  const parts = new Map<string, string[]>([[CORE, []]]);
  for (const id of [...ids].sort()) {
    const named = BY_NAME.find(([pattern]) => pattern.test(id))?.[1];
    const part = measured.get(id) === CORE ? CORE : (named ?? measured.get(id) ?? REST);
    parts.set(part, [...(parts.get(part) ?? []), id]);
  }
  return parts;
}

/** Ids of the library's modules that a program loads, by the list that Node keeps. */
function modulesOf(program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-modules-'));
  // To files: on a pipe, Node's standard streams are sockets, and load what sockets need.
  const [output, errors] = ['out', 'err'].map((name) => openSync(join(folder, name), 'w')) as [number, number];
  const report = `process.on('exit', () => console.log('\\n' + JSON.stringify(process.moduleLoadList)));`;
  try {
    execFileSync(pinnedNode(), ['--eval', report + program, import.meta.filename], {
      stdio: ['ignore', output, errors],
      env: { PATH: process.env.PATH ?? '' },
    });
    const loaded = JSON.parse(
      readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n').at(-1) ?? '[]',
    ) as string[];
    return loaded
      .filter((entry) => entry.startsWith('NativeModule '))
      .map((entry) => entry.slice('NativeModule '.length));
  } finally {
    closeSync(output);
    closeSync(errors);
    rmSync(folder, { recursive: true, force: true });
  }
}
