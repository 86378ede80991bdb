/** Nothing is missing in silence: what the real Node's modules export, the engine's modules export. */
import { expect, test } from 'vitest';
import { LIMITS } from '../../../src/runtimes/node/kernel/availability.ts';
import { shareEngine } from '../../harness/engines.ts';
import { runInEngine, runInNode } from './real-and-embedded.ts';

const { runtime } = shareEngine('node');

/** Prints, for each public module, its exports' names, or the code with which it refuses. */
const LIST_EXPORTS = `
const listed = {};
for (const name of require('node:module').builtinModules) {
  if (name.startsWith('_') || name.startsWith('node:_')) continue;
  try { listed[name.replace(/^node:/, '')] = Object.getOwnPropertyNames(require(name)); }
  catch (error) { listed[name.replace(/^node:/, '')] = error.code + ' ' + error.message; }
}
listed.globals = Object.getOwnPropertyNames(globalThis);
console.log(JSON.stringify(listed));`;

type Listed = Record<string, string[] | string>;

test('every public module is there with all its exports, or refuses and says why', async () => {
  const program = { files: { 'main.js': LIST_EXPORTS }, command: ['node', 'main.js'] };
  const [real, embedded] = await Promise.all([runInNode(program), runInEngine(runtime, program)]);
  const expected = JSON.parse(real.stdout) as Listed;
  const found = JSON.parse(embedded.stdout) as Listed;
  const missing: string[] = [];
  for (const [module, names] of Object.entries(expected)) {
    const own = found[module];
    if (typeof own === 'string') {
      // The second one is Node's own, of a Node without tracing.
      if (!/^ERR_(NOT_IN_EMBEDDED_NODE|TRACE_EVENTS_UNAVAILABLE) /.test(own)) missing.push(`${module}: ${own}`);
      if (!LIMITS.some((limit) => limit.module === module.split('/')[0])) missing.push(`${module}: no reason given`);
    } else {
      for (const name of names) if (!own?.includes(name)) missing.push(`${module}.${name}`);
    }
  }
  expect(missing).toEqual([]);
});
