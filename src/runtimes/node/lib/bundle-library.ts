/** Node's library as classic scripts: a function per module, called by the kernel with what Node calls it with. */

import { PART_GLOBAL } from '../kernel/engine-parts.ts';
import { LIBRARY_GLOBAL, type LineTable } from '../kernel/library.ts';

export interface LibraryBundle {
  readonly code: string;
  readonly lines: LineTable;
}

/** Parameters of a module, by what it is (Node.js src/node_builtins.cc: BuiltinLoader::LookupAndCompile). */
function parametersOf(id: string): string {
  if (id.startsWith('internal/per_context/')) return 'exports, primordials, privateSymbols, perIsolateSymbols';
  if (id === 'internal/bootstrap/realm') return 'process, getLinkedBinding, getInternalBinding, primordials';
  if (/^internal\/(bootstrap|main)\//.test(id)) return 'process, require, internalBinding, primordials';
  return 'exports, require, module, process, internalBinding, primordials';
}

/** The first script; the facts about Node travel in it. */
export function bundleCore(modules: ReadonlyMap<string, string>, facts: unknown): LibraryBundle {
  // V8 parses a JSON string much faster than an object literal.
  return bundle(LIBRARY_GLOBAL, modules, `facts: JSON.parse(${JSON.stringify(JSON.stringify(facts))})`);
}

/** A script that is loaded as an engine part; `more` are further values it leaves behind. */
export function bundleLater(
  modules: ReadonlyMap<string, string>,
  more: Readonly<Record<string, string>> = {},
): LibraryBundle {
  const values = Object.entries(more).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return bundle(PART_GLOBAL, modules, ...values);
}

function bundle(name: string, modules: ReadonlyMap<string, string>, ...more: string[]): LibraryBundle {
  const lines: [number, string][] = [];
  let code = `globalThis.${name} = { modules: {\n`;
  let line = 2;
  for (const [id, source] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push([line + 1, id]);
    code += `${JSON.stringify(id)}: (0, function(${parametersOf(id)}) {\n${source}\n}),\n`;
    line += source.split('\n').length + 2;
  }
  code += `}, ${[`lines: ${JSON.stringify(lines)}`, ...more].join(',\n')} };\n`;
  return { code, lines };
}
