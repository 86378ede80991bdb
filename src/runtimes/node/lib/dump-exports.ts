/** Run by the pinned Node: prints what a module exports as `{ functions, constants }`. */
import { createRequire } from 'node:module';

const [id = ''] = process.argv.slice(2);
const exported = createRequire(import.meta.url)(`node:${id}`) as Record<string, unknown>;
const names = Object.getOwnPropertyNames(exported);
const isConstant = (name: string) => typeof exported[name] !== 'function' && typeof exported[name] !== 'symbol';
process.stdout.write(
  JSON.stringify({
    // Symbols too: without the module they mark nothing, and a name must be there.
    functions: names.filter((name) => !isConstant(name)),
    constants: Object.fromEntries(names.filter(isConstant).map((name) => [name, exported[name]])),
  }),
);
