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
  const { code, lines } = bundle(
    LIBRARY_GLOBAL,
    modules,
    `facts: JSON.parse(${JSON.stringify(JSON.stringify(facts))})`,
  );
  return { code: escapeBeyondLatin1(code), lines };
}

/** A script that is loaded as an engine part; `more` are further values it leaves behind. */
export function bundleLater(
  modules: ReadonlyMap<string, string>,
  more: Readonly<Record<string, string>> = {},
): LibraryBundle {
  const values = Object.entries(more).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return bundle(PART_GLOBAL, modules, ...values);
}

/**
 * One character that is not Latin-1 makes V8 hold, and scan, the whole script with two bytes a character. Node's library
 * has a few of them, all in string literals: the lines of `console.table`.
 */
function escapeBeyondLatin1(code: string): string {
  return code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
