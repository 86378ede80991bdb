/** Loads the known mistakes of an exercise. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WrongAnswer } from './course.ts';
import type { CourseProblem } from './course-problem.ts';
import { wrongAnswerSchema } from './exercise.ts';
import { loadJson } from './load-fields.ts';
import { listEntries, loadFiles, pathsOf } from './load-files.ts';

export interface LoadedWrongAnswers {
  readonly answers: readonly WrongAnswer[];
  readonly problems: readonly CourseProblem[];
}

/** Loads `wrong-answers/` of the exercise in `folder`. */
export function loadWrongAnswers(root: string, folder: string): LoadedWrongAnswers {
  const answers: WrongAnswer[] = [];
  const problems: CourseProblem[] = [];
  const error = (file: string, message: string, hint: string) =>
    problems.push({ severity: 'error', file, message, hint });
  const causes = listEntries(join(root, folder, 'wrong-answers')).filter((entry) => entry.isDirectory());
  for (const { name: cause } of causes) {
    const place = `${folder}/wrong-answers/${cause}`;
    const files = loadFiles(root, { folder: place, ignore: ['wrong-answer.json'] });
    problems.push(...files.problems);
    if (pathsOf(files.files).length === 0)
      error(place, 'There is no file with the mistake.', 'Put the files that this mistake changes here.');
    if (!existsSync(join(root, place, 'wrong-answer.json'))) {
      const hint = 'Create it with "mistake" and "message".';
      error(`${place}/wrong-answer.json`, 'This file does not exist.', hint);
      continue;
    }
    const description = loadJson(root, `${place}/wrong-answer.json`, wrongAnswerSchema);
    problems.push(...description.problems);
    if (description.complete) answers.push({ cause, ...description.complete, files: files.files });
  }
  if (causes.length < 2) {
    const count = causes.length === 1 ? 'There is 1 wrong answer' : 'There are no wrong answers';
    error(`${folder}/wrong-answers`, `${count}, not at least 2.`, 'Add a folder for each mistake learners make.');
  }
  return { answers, problems };
}
