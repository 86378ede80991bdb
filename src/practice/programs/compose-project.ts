/** From a program of a lesson to the files that a run sees. */
import { filesOf, type Program } from '../../course/program.ts';
import type { Project } from '../../runtimes/runtime.ts';
import { exerciseDataPath } from '../../site/paths.ts';
import { loadExercise } from '../../workspace/load-exercise.ts';
import { composeProject, solutionTexts } from '../../workspace/model/project.ts';

/** The program's files, over the solution of its exercise. Rejects with `ExerciseUnavailable`. */
export async function composeProgram(program: Program): Promise<Project> {
  const files = filesOf(program);
  if (program.exercise === undefined) return files;
  const exercise = await loadExercise(exerciseDataPath(program.exercise));
  return composeProject(exercise, { ...solutionTexts(exercise), ...files });
}
