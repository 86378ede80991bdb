/** Writes docs/node-engine.md from the code: what of Node.js is there, in part, absent. */
import { LIMITS, type Limit } from '../kernel/availability.ts';
import { DISK_BYTES } from '../kernel/file-system/disk-space.ts';
import { pinnedVersion } from './pinned-node.ts';
import { isSelected } from './selected-modules.ts';

/** `builtinModules` are those of the pinned Node, as `node:module` has them. */
export function describeEngine(builtinModules: readonly string[]): string {
  const modules = publicModules(builtinModules);
  const status = (name: string) => statusOf(name, LIMITS);
  const rows = modules.map((name) => `| \`node:${name}\` | ${status(name)} |`);
  const limits = LIMITS.toSorted((a, b) => (a.module < b.module ? -1 : a.module > b.module ? 1 : 0));
  return [
    '# The embedded Node.js',
    '',
    '<!-- Written by `npm run docs:engine` from src/runtimes/node/kernel/availability.ts and the list of modules that',
    'the engine carries. A test fails when this file is out of date. -->',
    '',
    `The engine runs the JavaScript library of Node.js ${pinnedVersion()} itself over bindings in TypeScript, in a worker`,
    'of the page. What a module does is therefore what Node.js does, unless this page says otherwise. A function that is',
    'absent throws an error with the code `ERR_NOT_IN_EMBEDDED_NODE`, which names it, says why and what to do.',
    '',
    '## Modules',
    '',
    '| module | state |',
    '| --- | --- |',
    ...rows,
    '',
    '## What is absent or different',
    '',
    '| module | what | why | instead |',
    '| --- | --- | --- | --- |',
    ...limits.map(
      ({ module, apis, kind, why, instead }) =>
        `| \`${module}\` | ${apis.length === 0 ? 'all of it' : apis.join('; ')} (${kind}) | ${why} | ${instead} |`,
    ),
    '',
    '## Limits',
    '',
    `- All files of a program take ${DISK_BYTES / 2 ** 20} MB at most (\`ENOSPC\`), 16,384 may be open at once (\`EMFILE\`).`,
    '- The network is the program’s own loopback. Nothing reaches the internet, the page or what the site stores.',
    '- A program shares the language’s built-in objects with the engine. When it takes away one that the engine needs,',
    '  the run ends with a sentence that names it; the next run starts afresh.',
    '- Memory is the browser’s. One array, text, map or set that grows without end meets V8’s own limit, as in Node.js; a',
    '  program that fills several GB in another way takes the tab with it. The code is kept, and the page that comes next',
    '  says what happened.',
    '- Threads and child processes are workers that run in parallel; at most 32 at once, and all end with the main program.',
    '  Each has a copy of the files; who receives a message, or hears of its end, sees every change it made before.',
    '- The place above an uncaught error comes from the browser, and from notes that `throw error` of a program’s modules',
    '  leaves. In code of `vm` and `eval`, where an error is made on one line and thrown on another of the same script, the',
    '  arrow may point at the first. `Error.stackTraceLimit` reads 24; traces show ten frames.',
    '- What an exception in a tick leaves in the queue waits for the next callback, as in Node. There, a task of V8’s',
    '  garbage collector counts as one, so now and then the ticks come before the next immediate; here they never do.',
    '- After more than 50 timers or immediates in a row without promises, an unhandled rejection may be reported up to 63',
    '  callbacks late.',
    '- `AsyncLocalStorage` follows `await`, `then`, timers, events and callbacks. It may have another value than in Node.js in',
    '  a handler of `unhandledRejection`, and where `await` or `resolve` calls the `then` of an object that is no promise.',
    '- `node:crypto` is for learning: it does not resist timing attacks as OpenSSL does.',
    '- In Firefox, stacks and common messages are V8’s, made from Firefox’s own and from the source. A method of the',
    '  library has the name of its class there, not of its receiver’s; `at async` frames are the program’s functions that',
    '  the error has come through, none of the library’s. Some syntax errors say less. Of the 218 programs that the tests',
    '  compare with Node, 213 print the same there (97.7 %); of 5,300 random programs, all.',
    '',
  ].join('\n');
}

/** Public modules by their names without `node:` and without old internals (`_http_agent` …). */
export function publicModules(builtinModules: readonly string[]): string[] {
  const names = builtinModules.map((name) => name.replace(/^node:/, '')).filter((name) => !name.startsWith('_'));
  return [...new Set(names)].sort();
}

function statusOf(name: string, limits: readonly Limit[]): string {
  const own = limits.filter(({ module }) => module === name);
  if (!isSelected(name) || own.some(({ kind, apis }) => kind === 'absent' && apis.length === 0)) return 'absent';
  return own.length > 0 ? 'there, in part' : 'there';
}
