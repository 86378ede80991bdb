/** The texts of a project as the learner has them now: to find where what a step names is written. */
import type { Texts } from '../model/project.ts';
import type { Workspace } from '../model/workspace.ts';

export function projectTexts({ exercise, files }: Workspace): Texts {
  return { ...exercise.starter.text, ...files.texts.value };
}
