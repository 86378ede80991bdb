/** From an exercise and the learner's texts to what a run sees. */
import type { Exercise, ExerciseFiles } from '../../course/exercise.ts';
import type { FileContent, Project } from '../../runtimes/runtime.ts';

/** Text by path. */
export type Texts = Readonly<Record<string, string>>;

/** Everything a run or a check sees: the starter, the learner's texts over it, and the tests. */
export function composeProject(exercise: Exercise, texts: Texts): Project {
  return { ...unpackFiles(exercise.starter), ...texts, ...unpackFiles(exercise.tests) };
}

/** The starter's text of every file that the learner can change. */
export function starterTexts(exercise: Exercise): Texts {
  const editable = exercise.files.filter((path) => !exercise.readOnly.includes(path));
  return Object.fromEntries(editable.map((path) => [path, exercise.starter.text[path] ?? '']));
}

/** The texts that differ from the starter: what a draft has to keep. */
export function pickChanged(exercise: Exercise, texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([path, text]) => exercise.starter.text[path] !== text));
}

/** The author's solution for every file that the learner can change. */
export function solutionTexts(exercise: Exercise): Texts {
  return { ...starterTexts(exercise), ...exercise.solution.text };
}

function unpackFiles({ text, binary }: ExerciseFiles): Record<string, FileContent> {
  const bytes = Object.entries(binary).map(([path, base64]) => [path, decodeBase64(base64)] as const);
  return { ...text, ...Object.fromEntries(bytes) };
}

function decodeBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
