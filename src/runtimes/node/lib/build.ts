/** Builds the Node engine: Node's library out of the pinned binary, and the kernel that takes the place of its C++. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCRIPT, libraryPart } from '../kernel/library.ts';
import type { NodeFacts } from '../kernel/node-facts.ts';
import type { EngineFile, NodeManifest } from '../page/manifest.ts';
import { bundleKernel, bundleParts } from './bundle-kernel.ts';
import { bundleCore, bundleLater } from './bundle-library.ts';
import { partLibrary, USED_SOON } from './library-parts.ts';
import { patchLibrary } from './patches.ts';
import { nodeLicence, pinnedVersion, runInPinnedNode } from './pinned-node.ts';
import { isLoadedUnused, isPublic, isSelected } from './selected-modules.ts';
import { stripComments } from './strip-comments.ts';

/** A file of the engine; `name` has a hash of the content in it. */
interface BuiltFile {
  readonly name: string;
  readonly code: string;
}

/** Writes the engine's files, named by their content, and `manifest.json` into a folder. */
export async function buildNodeEngine(outDir: string): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  const { core, later } = bundleNodeLibrary();
  const parts = new Map((await bundleParts()).map(({ name, code }) => [name, hashed(`part-${name}`, code)]));
  for (const [script, file] of later) parts.set(libraryPart(script), file);
  const partFiles = Object.fromEntries([...parts].map(([part, { name }]) => [part, name]));
  const kernel = hashed('kernel', await bundleKernel(core.name, partFiles));
  const manifest: NodeManifest = {
    version: pinnedVersion(),
    library: described(core),
    kernel: described(kernel),
    usedSoon: [...later].filter(([script]) => USED_SOON.has(script)).map(([, file]) => described(file)),
    licence: 'LICENSE-node.txt',
  };
  for (const { name, code } of [core, kernel, ...parts.values()]) writeFileSync(join(outDir, name), code);
  writeFileSync(join(outDir, manifest.licence), nodeLicence());
  writeFileSync(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const UNDICI = 'internal/deps/undici/undici';
const WASM = /var wasmBase64 = "([A-Za-z0-9+/=]+)"/;

type DumpedFacts = Omit<NodeFacts, 'builtinIds' | 'laterModules'>;

function bundleNodeLibrary(): { core: BuiltFile; later: Map<string, BuiltFile> } {
  const modules = libraryModules();
  const llhttpWasm = takeLlhttp(modules);
  const scripts = partLibrary(modules.keys());
  const pick = (ids: readonly string[]) => new Map(ids.map((id) => [id, modules.get(id) ?? '']));
  const later = new Map<string, BuiltFile>();
  for (const [script, ids] of scripts) {
    if (script === CORE_SCRIPT) continue;
    const more: Record<string, string> = script === 'http' ? { llhttpWasm } : {};
    later.set(script, hashed(`lib-${script}`, bundleLater(pick(ids), more).code));
  }
  const { [CORE_SCRIPT]: coreIds = [], ...laterModules } = Object.fromEntries(scripts);
  const dumped = JSON.parse(runInPinnedNode('dump-facts.ts')) as DumpedFacts;
  const facts: NodeFacts = { ...dumped, builtinIds: [...modules.keys()], laterModules };
  return { core: hashed(`lib-${CORE_SCRIPT}`, bundleCore(pick(coreIds), facts).code), later };
}

/** Id to source, patched; what programs may ask for and the engine leaves out says so. */
function libraryModules(): Map<string, string> {
  const all = new Map(Object.entries(JSON.parse(runInPinnedNode('dump-library.ts')) as Record<string, string>));
  const selected = new Map([...all].filter(([id]) => isSelected(id)));
  const leftOut = [...all.keys()].filter((id) => isPublic(id) && !isSelected(id));
  return new Map([
    ...[...patchLibrary(selected)].map(([id, source]) => [id, stripComments(source)] as const),
    ...leftOut.map((id) => [id, leftOutModule(id)] as const),
  ]);
}

/**
 * What stands in for a module that the engine leaves out: it throws when it is loaded. One that packages load and mostly
 * do not use has its exports, and each of its functions throws when it is called.
 */
function leftOutModule(id: string): string {
  const refusal = `internalBinding('errors').moduleLeftOut('node:${id}')`;
  if (!isLoadedUnused(id)) return `throw ${refusal};`;
  const names = JSON.parse(runInPinnedNode('dump-exports.ts', id)) as { functions: string[]; constants: object };
  const functions = names.functions.map((name) => `${name}: function ${name}() { throw ${refusal}; }`);
  return `'use strict';\nmodule.exports = { ${functions.join(', ')}, ...${JSON.stringify(names.constants)} };`;
}

/**
 * Node's HTTP parser as WebAssembly: undici, which Node bundles for `fetch`, carries it as base64, and a second form of it
 * for SIMD. The kernel's own takes the place of both.
 */
function takeLlhttp(library: Map<string, string>): string {
  const undici = library.get(UNDICI) ?? '';
  const found = WASM.exec(undici)?.[1];
  if (!found) {
    throw new Error(
      'llhttp was not found in undici any more. Look for its WebAssembly in internal/deps/undici of this Node ' +
        'and correct takeLlhttp in src/runtimes/node/lib/build.ts.',
    );
  }
  library.set(
    UNDICI,
    undici.replaceAll(new RegExp(WASM, 'g'), "var wasmBase64 = internalBinding('http_parser').llhttpWasm"),
  );
  return found;
}

function described({ name, code }: BuiltFile): EngineFile {
  return { file: name, bytes: Buffer.byteLength(code) };
}

function hashed(name: string, code: string): BuiltFile {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
  return { name: `${name}-${hash}.js`, code };
}
