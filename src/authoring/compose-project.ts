/** From the folders of an exercise to the project that a check sees. */
import { Buffer } from 'node:buffer';
import type { Exercise, ExerciseFiles } from '../course/exercise.ts';
import type { FileContent, Project } from '../runtimes/runtime.ts';

/** The starter, overlaid by an answer (the solution, a wrong answer), with the exercise's tests. */
export function composeProject(exercise: Exercise, answer: ExerciseFiles): Project {
  return { ...readFiles(exercise.starter), ...readFiles(answer), ...readFiles(exercise.tests) };
}

/** The files of a folder as a project has them: binary ones as bytes. */
function readFiles({ text, binary }: ExerciseFiles): Record<string, FileContent> {
  const bytes = Object.entries(binary).map(([path, base64]) => [path, new Uint8Array(Buffer.from(base64, 'base64'))]);
  return { ...text, ...Object.fromEntries(bytes) };
}
