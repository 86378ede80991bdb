import { Parser } from 'acorn';
import { describe, expect, it } from 'vitest';
import { AsyncState } from '../../../../src/runtimes/node/kernel/async-state.ts';
import { installAwaitTracking } from '../../../../src/runtimes/node/kernel/modules/await-tracking.ts';
import { evaluateModule, linkModule } from '../../../../src/runtimes/node/kernel/modules/link-and-evaluate.ts';
import { mayImport, replaceDynamicImports } from '../../../../src/runtimes/node/kernel/modules/module-code.ts';
import { parseModule } from '../../../../src/runtimes/node/kernel/modules/parse-module.ts';
import { SourceEdits } from '../../../../src/runtimes/node/kernel/modules/source-edits.ts';
import { SourceTextModule, SyntheticModule } from '../../../../src/runtimes/node/kernel/modules/source-text-module.ts';

installAwaitTracking({ asyncState: new AsyncState() });

/** Links and runs a graph of modules given by name; what they `log()` is returned. */
async function runModules(sources: Record<string, string>, entry = 'main'): Promise<unknown[]> {
  const logged: unknown[] = [];
  Object.assign(globalThis, { log: (...values: unknown[]) => logged.push(...values) });
  const graph = buildGraph(sources);
  const main = graph.get(entry);
  if (main === undefined) throw new Error(`No module ${entry}.`);
  linkModule(main);
  await evaluateModule(main);
  return logged;
}

function buildGraph(sources: Record<string, string>): Map<string, SourceTextModule> {
  const namespaces = new WeakSet<object>();
  const graph = new Map<string, SourceTextModule>();
  for (const [name, source] of Object.entries(sources)) {
    const parsed = parseModule(source, (text) =>
      Parser.parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }),
    );
    const host = {
      // biome-ignore lint/security/noGlobalEval: the code under test is text.
      evaluateCode: (code: { text: string }) => globalThis.eval(`${code.text}\n//# sourceURL=${name}`),
      dynamicImport: async (specifier: unknown) => graph.get(String(specifier))?.namespace,
      createMeta: () => ({ url: `file:///${name}` }),
    };
    graph.set(name, new SourceTextModule(name, parsed, host, namespaces));
  }
  const builtIn = new SyntheticModule(
    'built-in',
    ['default', 'tool'],
    () => builtIn.setExport('tool', () => 'tool'),
    namespaces,
  );
  for (const module of graph.values()) {
    module.dependencies = module.requests.map(({ specifier }) => graph.get(specifier) ?? builtIn);
  }
  return graph;
}

describe('exports and imports', () => {
  it('gives importers the present value of a reassigned binding', async () => {
    const logged = await runModules({
      main: 'import { count, increment } from "counter"; log(count); increment(); log(count);',
      counter: 'export let count = 0; export function increment() { count += 1; }',
    });
    expect(logged).toEqual([0, 1]);
  });

  it('gives the present value through a namespace too', async () => {
    const logged = await runModules({
      main: `import * as ns from 'counter';
        const shadowed = (ns) => ns.count;
        log(ns.count, ns.increment(), ns.count, ns?.count, ns['count'], shadowed({ count: 'own' }), typeof ns.missing);
        try { ns.count = 5; } catch (error) { log(error.name); }
        try { delete ns.count; } catch (error) { log(error.name); }
        log(ns.owner() === ns, Object.getOwnPropertyDescriptor(ns, 'count').value);`,
      counter: `export let count = 0;
        export function increment() { count += 1; return count; }
        export function owner() { return this; }`,
    });
    expect(logged).toEqual([0, 1, 1, 1, 1, 'own', 'undefined', 'TypeError', 'TypeError', true, 1]);
  });

  it('handles every form of export', async () => {
    const logged = await runModules({
      main: `import def, * as ns from 'forms'; import named from 'fn'; import arrow from 'arrow'; import Cls from 'cls';
        log(def, Object.keys(ns).join(), ns.renamed, ns['any name'], ns.sub.x, ns.y);
        log(named(), named.name, arrow.name, Cls.name);`,
      forms: `const a = 1; export { a as renamed, a as 'any name' }; export const { b, c: [d] } = { b: 2, c: [3] };
        export default a + 41; export * as sub from 'sub'; export * from 'star'; export { x as z } from 'sub';`,
      sub: 'export const x = "x";',
      star: 'export const y = "y"; export default "hidden"; export const b = "shadowed";',
      fn: 'export default function () { return "called"; }',
      arrow: 'export default () => {};',
      cls: 'export default class {}',
    });
    expect(logged).toEqual([
      42,
      'any name,b,d,default,renamed,sub,y,z',
      1,
      1,
      'x',
      'y',
      'called',
      'default',
      'default',
      'default',
    ]);
  });

  it('leaves a local variable of the same name alone', async () => {
    const logged = await runModules({
      main: `import { v, bump } from 'v'; bump();
        { const v = 'block'; log(v); }
        (function (v) { log(v); })('parameter');
        function f() { log(v); if (true) { var v = 1; } } f();
        try { throw 'caught'; } catch (v) { log(v); }
        for (const v of ['loop']) log(v);
        log({ v }.v, [v].map((x) => x + v)[0], (() => v)(), class v {}.name, (({ v = 5 }) => v)({}));`,
      v: 'export let v = 1; export const bump = () => { v = 2; };',
    });
    expect(logged).toEqual(['block', 'parameter', undefined, 'caught', 'loop', 2, 4, 2, 'v', 5]);
  });

  it('calls an imported function without a receiver', async () => {
    const logged = await runModules({
      main: 'import { f, set } from "f"; set(); log(f(), f`x`);',
      f: 'export let f; export const set = () => { f = function () { return this; }; };',
    });
    expect(logged).toEqual([undefined, undefined]);
  });

  it('refuses to assign to an import', async () => {
    for (const source of ['export const x = 1;', 'export let x = 1; x = 2;']) {
      await expect(runModules({ main: 'import { x } from "x"; x = 2;', x: source })).rejects.toThrow(
        new TypeError('Assignment to constant variable.'),
      );
    }
  });

  it('names a missing export and its place', async () => {
    const missing = runModules({ main: 'import {\n  nope } from "x";', x: 'export const x = 1;' });
    await expect(missing).rejects.toMatchObject({
      name: 'SyntaxError',
      message: "The requested module 'x' does not provide an export named 'nope'",
      start: 11,
    });
    const ambiguous = runModules({
      main: 'import { n } from "both";',
      both: 'export * from "one"; export * from "two";',
      one: 'export const n = 1;',
      two: 'export const n = 2;',
    });
    await expect(ambiguous).rejects.toThrow(/conflicting star exports for name 'n'/);
  });
});

describe('cycles', () => {
  it('lets a hoisted function be called before its module ran', async () => {
    const logged = await runModules({
      main: 'import "b"; export function early() { return "early"; } log("main");',
      b: 'import { early } from "main"; log(early());',
    });
    expect(logged).toEqual(['early', 'main']);
  });

  it('keeps the dead zone of a binding that is not there yet', async () => {
    const late = runModules({
      main: 'import "b"; export const late = 1;',
      b: 'import { late } from "main"; log(late);',
    });
    await expect(late).rejects.toThrow(new ReferenceError("Cannot access 'late' before initialization"));
  });

  it('evaluates each module once, what is needed first', async () => {
    const logged = await runModules({
      main: 'import "a"; import "b"; log("main");',
      a: 'import "c"; log("a");',
      b: 'import "c"; import "a"; log("b");',
      c: 'log("c");',
    });
    expect(logged).toEqual(['c', 'a', 'b', 'main']);
  });
});

describe('top-level await', () => {
  it('holds back dependants, not siblings', async () => {
    const logged = await runModules({
      main: 'import { value } from "slow"; import "quick"; log("main", value);',
      slow: 'log("slow starts"); export const value = await Promise.resolve("awaited"); log("slow ends");',
      quick: 'log("quick");',
    });
    expect(logged).toEqual(['slow starts', 'quick', 'slow ends', 'main', 'awaited']);
  });

  it('runs up to its first await at once', async () => {
    const logged = await runModules({
      main: 'import "dep"; log("main sync"); await null; log("main later");',
      dep: 'Promise.resolve().then(() => log("microtask"));',
    });
    expect(logged).toEqual(['main sync', 'microtask', 'main later']);
  });

  it('fails all that waited with the same error', async () => {
    const failing = { main: 'import "slow"; log("never");', slow: 'await null; throw new Error("slow failed");' };
    await expect(runModules(failing)).rejects.toThrow('slow failed');
  });
});

describe('source positions', () => {
  it('keeps lines, and columns where nothing is rewritten', async () => {
    const source = `#!/usr/bin/env node
import { tool }
  from 'built-in';
export const fail = () => { throw new Error('here'); };
export default 1;
fail(tool(import.meta.url));`;
    const error = await runModules({ main: source }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.stack).toMatch(/main:4:35/);
    expect(error?.stack).toMatch(/main:6:1/);
  });
});

describe('dynamic import in scripts', () => {
  it('replaces import() only where it is one', () => {
    const parse = (text: string) => Parser.parse(text, { ecmaVersion: 'latest' });
    const source = 'const s = "import(x)"; // import(y)\nimport("./z");';
    const edits = new SourceEdits();
    replaceDynamicImports(parse(source), '$imprt', edits);
    expect(edits.apply(source)).toBe('const s = "import(x)"; // import(y)\n$imprt("./z");');
    expect(mayImport('plain()')).toBe(false);
  });
});

describe('namespaces', () => {
  it('are live while something can change, sealed always', async () => {
    const logged = await runModules({
      main: `import * as ns from 'ns'; log(ns.n); ns.next(); log(ns.n, 'n' in ns, Object.prototype.toString.call(ns));
        for (const change of [() => { ns.n = 1; }, () => { ns.more = 1; }, () => { delete ns.n; }])
          try { change(); log('changed'); } catch (error) { log(error.name); }`,
      ns: 'export let n = 0; export const next = () => { n += 1; };',
    });
    expect(logged).toEqual([0, 1, true, '[object Module]', 'TypeError', 'TypeError', 'TypeError']);
  });
});
