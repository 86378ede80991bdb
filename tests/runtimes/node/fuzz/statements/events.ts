/** Statements about emitters and event targets, whose listeners run at once. */
import { around, line, type Statement } from '../program-tree.ts';
import type { Draft, Form, Place } from './draft.ts';

export const EVENT_FORMS = { event, eventPromise, eventTarget, abort } satisfies Record<string, Form>;

function event(draft: Draft, at: Place): Statement {
  const name = draft.name();
  const register = draft.random.pick(['on', 'once', 'prependListener']);
  const emit = draft.random.pick([
    `emitter.emit('${name}');`,
    `process.nextTick(() => emitter.emit('${name}'));`,
    `queueMicrotask(() => emitter.emit('${name}'));`,
    `emitter.emit('${name}'); emitter.emit('${name}');`,
  ]);
  return {
    pieces: [`emitter.${register}('${name}', () => {`, `}); emitter.on('${name}', () => log('${name}')); ${emit}`],
    blocks: [draft.inner(at)],
  };
}

function eventPromise(draft: Draft): Statement {
  const name = draft.name();
  return line(
    `events.once(emitter, '${name}').then(([value]) => log('${name}', value)); process.nextTick(() => emitter.emit('${name}', 1));`,
  );
}

function eventTarget(draft: Draft, at: Place): Statement {
  const target = `target_${draft.name()}`;
  return around(
    `const ${target} = new EventTarget(); ${target}.addEventListener('go', () => {`,
    draft.inner(at),
    `}, { once: true }); ${target}.dispatchEvent(new Event('go')); log('dispatched');`,
  );
}

function abort(draft: Draft, at: Place): Statement {
  const controller = `abort_${draft.name()}`;
  const waits = draft.random.pick([
    `timers.setTimeout(1e5, 0, { signal: ${controller}.signal }).catch((error) => log(error.code));`,
    `events.once(emitter, 'never', { signal: ${controller}.signal }).catch((error) => log(error.name));`,
    '',
  ]);
  return around(
    `const ${controller} = new AbortController(); ${waits} ${controller}.signal.addEventListener('abort', () => {`,
    draft.inner(at),
    `}); ${draft.random.pick([`${controller}.abort();`, `process.nextTick(() => ${controller}.abort());`])} log('aborting');`,
  );
}
