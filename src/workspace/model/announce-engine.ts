/** Tells screen readers where the engine is in its life. */
import { effect } from '@preact/signals';
import type { CourseStack } from '../../course/exercise.ts';
import type { Announcer } from './announcer.ts';
import { announceStatus } from './describe-engine.ts';
import type { Engine } from './engine.ts';

/** Announces each change that matters, until the function it returns is called. */
export function announceEngine(engine: Engine, stack: CourseStack, announcer: Announcer): () => void {
  let before = engine.status.peek();
  return effect(() => {
    const now = engine.status.value;
    const text = announceStatus(stack, before, now);
    before = now;
    if (text !== undefined) announcer.announce(text);
  });
}
