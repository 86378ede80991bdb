/** What the two stacks are called where a learner reads it. */
import type { CourseStack } from './exercise.ts';

export const STACK_NAMES: Readonly<Record<CourseStack, string>> = { node: 'Node.js', django: 'Django' };
