/** Every exercise in the real Node.js and in the real CPython with Django. */
import { describe } from 'vitest';
import { checkNatively } from '../../src/authoring/native/check-natively.ts';
import { describeExercises } from './exercise-suite.ts';

describe('Node.js exercises', () => {
  describeExercises('node', 'the real Node.js', () => checkNatively('node'));
});

describe('Django exercises', () => {
  describeExercises('django', 'the real Django', () => checkNatively('django'));
});
