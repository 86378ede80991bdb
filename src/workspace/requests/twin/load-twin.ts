/** The twin of an exercise as it is run: what the learner wrote there, or else what its author gives to start from. */
import { loadExercise } from '../../load-exercise.ts';
import { composeProject, starterTexts } from '../../model/project.ts';
import type { Workspace } from '../../model/workspace.ts';
import type { TwinProgram } from './twin-request.ts';

/** Rejects with `ExerciseUnavailable`. */
export async function loadTwin(workspace: Workspace, twinUrl: string): Promise<TwinProgram> {
  const exercise = await loadExercise(new URL('exercise.json', new URL(twinUrl, location.href)).href);
  const draft = workspace.readDraft(exercise.id);
  const texts = starterTexts(exercise);
  // Files that the exercise has no more stay out.
  const known = Object.entries(draft?.files ?? {}).filter(([path]) => path in texts);
  return {
    exercise,
    project: composeProject(exercise, { ...texts, ...Object.fromEntries(known) }),
    code: known.length > 0 ? 'draft' : 'starter',
  };
}
