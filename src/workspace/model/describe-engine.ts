/** Where the engine is in its life, in words. */
import type { CourseStack } from '../../course/exercise.ts';
import { STACK_NAMES } from '../../course/stack-names.ts';
import type { RuntimeStatus } from '../../runtimes/runtime.ts';

/** What the status line says. Short: it changes often. */
export function describeStatus(status: RuntimeStatus): string {
  switch (status.state) {
    case 'idle':
      return 'Starts when you need it';
    case 'loading':
      return `${status.step}, ${Math.round(status.progress * 100)} %`;
    case 'ready':
      return status.note === undefined ? 'Ready' : 'Ready, starts slowly';
    case 'running':
      return status.activity === 'run' ? 'Running your program' : 'Checking';
    case 'stopped':
      return 'Stopped, ready for the next run';
    case 'failed':
      return 'Not available';
  }
}

/** What is read out when the status changes; nothing where it would only be noise. */
export function announceStatus(stack: CourseStack, before: RuntimeStatus, now: RuntimeStatus): string | undefined {
  if (before.state === now.state) return undefined;
  const name = STACK_NAMES[stack];
  if (now.state === 'loading') return `${name} is loading.`;
  if (now.state === 'ready' && before.state === 'loading') return `${name} is ready.`;
  if (now.state === 'failed') return `${now.message} ${now.hint}`;
  return undefined;
}
