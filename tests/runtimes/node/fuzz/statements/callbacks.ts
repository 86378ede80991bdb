/** Statements that put a callback into a queue of the loop: ticks, microtasks, immediates, timers of 0 ms. */
import { around, type Statement } from '../program-tree.ts';
import { type Draft, type Form, keepsMacrotasks, type Place } from './draft.ts';

export const CALLBACK_FORMS = {
  tick,
  microtask: (draft, at) => around('queueMicrotask(() => {', draft.inner(at), '});'),
  immediate: (draft, at) => around('setImmediate(() => {', draft.inner(at, keepsMacrotasks(at)), '});'),
  timersImmediate: (draft, at) =>
    around('timers.setImmediate().then(() => {', draft.inner(at, keepsMacrotasks(at)), '});'),
  cleared,
  timer: (draft, at) => around('setTimeout(() => {', draft.inner(at, false), '}, 0);'),
  context: (draft, at) =>
    around(`store.run('${draft.name()}', () => {`, draft.inner({ ...at, depth: at.depth - 1 }), '});'),
  thrower,
} satisfies Record<string, Form>;

function tick(draft: Draft, at: Place): Statement {
  return draft.random.chance(0.2)
    ? around('process.nextTick((value) => { log(value);', draft.inner(at), `}, '${draft.name()}');`)
    : around('process.nextTick(() => {', draft.inner(at), '});');
}

function cleared(draft: Draft, at: Place): Statement {
  const name = `kept_${draft.name()}`;
  const clear = draft.random.pick([
    `clearImmediate(${name});`,
    `process.nextTick(() => clearImmediate(${name}));`,
    `setImmediate(() => clearImmediate(${name}));`,
  ]);
  return around(`const ${name} = setImmediate(() => {`, draft.inner(at, keepsMacrotasks(at)), `}); ${clear}`);
}

function thrower(draft: Draft, at: Place): Statement {
  const throws = `throw new Error('${draft.name()}');`;
  const [start, end] = draft.random.pick([
    ['process.nextTick(() => {', '});'],
    ['queueMicrotask(() => {', '});'],
    ...(at.immediates ? [['setImmediate(() => {', '});']] : []),
  ]) as [string, string];
  const inner = draft.inner(at, start.startsWith('setImmediate') ? keepsMacrotasks(at) : at.immediates);
  return around(start, inner, `${throws} ${end}`);
}
