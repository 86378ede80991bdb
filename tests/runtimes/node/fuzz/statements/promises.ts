/** Statements that are about promises. */
import { around, type Block, line, type Statement } from '../program-tree.ts';
import { type Draft, type Form, keepsMacrotasks, type Place } from './draft.ts';

export const PROMISE_FORMS = {
  chain,
  async: asyncFunction,
  combinator,
  resolvers,
  stray: (draft) => line(`Promise.reject(new Error('${draft.name()}'));`),
  late: lateHandler,
} satisfies Record<string, Form>;

function chain(draft: Draft, at: Place): Statement {
  const links = Array.from({ length: draft.random.whole(1, 3) }, () =>
    draft.random.pick(['then', 'then', 'catch', 'finally']),
  );
  const first = draft.random.pick([
    'Promise.resolve()',
    'Promise.resolve()',
    "Promise.reject(new Error('first'))",
    'new Promise((resolve) => process.nextTick(resolve))',
    'new Promise((resolve) => queueMicrotask(resolve))',
    'Promise.resolve(thenable(log))',
  ]);
  const pieces = [`${first}.${links[0]}(() => {`];
  const blocks: Block[] = [];
  for (const link of links.slice(1)) {
    blocks.push([...draft.inner(at), endOfCallback(draft)]);
    pieces.push(`}).${link}(() => {`);
  }
  blocks.push([...draft.inner(at), endOfCallback(draft)]);
  pieces.push(`}).then((value) => log('value', value), (error) => log('error', error.message));`);
  return { pieces, blocks };
}

function asyncFunction(draft: Draft, at: Place): Statement {
  const steps = Array.from({ length: draft.random.whole(1, 3) }, () => awaitStep(draft, at)).flat();
  const body = [...draft.inner(at), ...steps, endOfCallback(draft)];
  return around(
    '(async () => {',
    body,
    "})().then((value) => log('value', value), (error) => log('error', error.message));",
  );
}

function awaitStep(draft: Draft, at: Place): Statement[] {
  const failing = `await Promise.reject(new Error('${draft.name()}'));`;
  const awaits = [
    'await null;',
    'await Promise.resolve();',
    'await thenable(log);',
    'await (async () => { log("in"); await 0; })();',
    'await new Promise((resolve) => process.nextTick(resolve));',
    'await new Promise((resolve) => queueMicrotask(resolve));',
    'await Promise.all([1, Promise.resolve(2)]);',
    ...(keepsMacrotasks(at) ? ['await timers.setImmediate();', 'await new Promise(setImmediate);'] : []),
  ];
  if (draft.random.chance(0.25)) {
    return [
      {
        pieces: [`try { ${failing}`, '} catch (error) { log(error.message);', '} finally {', '}'],
        blocks: [[], draft.inner(at), draft.inner(at)],
      },
    ];
  }
  return [line(draft.random.pick(awaits)), draft.log()];
}

/** How a callback of a promise ends. */
function endOfCallback(draft: Draft): Statement {
  return line(
    draft.random.pick([
      '',
      '',
      `return '${draft.name()}';`,
      `return Promise.resolve('${draft.name()}');`,
      'return thenable(log);',
      `throw new Error('${draft.name()}');`,
      `return Promise.reject(new Error('${draft.name()}'));`,
      '(async () => {})();',
    ]),
  );
}

function combinator(draft: Draft): Statement {
  const parts = ['1', 'Promise.resolve(2)', "Promise.reject(new Error('c'))", 'thenable(log)', '(async () => 3)()'];
  const chosen = Array.from({ length: draft.random.whole(0, 3) }, () => draft.random.pick(parts));
  const name = draft.random.pick(['all', 'allSettled', 'any', ...(chosen.length > 0 ? ['race'] : [])]);
  return line(
    `Promise.${name}([${chosen.join(', ')}]).then(() => log('${name}'), (error) => log('${name}', error.message));`,
  );
}

function resolvers(draft: Draft, at: Place): Statement {
  const name = `later_${draft.name()}`;
  const settle = draft.random.pick([
    `${name}.resolve(1);`,
    `process.nextTick(${name}.resolve, 2);`,
    `${name}.resolve(Promise.resolve(3));`,
    `${name}.resolve(thenable(log)); ${name}.reject(new Error('ignored'));`,
  ]);
  return around(
    `const ${name} = Promise.withResolvers(); ${settle} ${name}.promise.then((value) => { log(value);`,
    draft.inner(at),
    '});',
  );
}

function lateHandler(draft: Draft, at: Place): Statement {
  const name = `late_${draft.name()}`;
  const later = at.immediates ? 'setImmediate' : 'process.nextTick';
  return line(
    `const ${name} = Promise.reject(new Error('${name}')); ${later}(() => ${name}.catch((error) => log('caught', error.message)));`,
  );
}
