/** Loads the small course with changes, and holds the loader to its words about mistakes. */
import { expect, it, onTestFinished } from 'vitest';
import { formatProblems } from '../../src/course/course-problem.ts';
import { type LoadedCourse, loadCourse } from '../../src/course/load-course.ts';
import { type Changes, type CourseFolder, makeCourse } from './course-fixture.ts';

/** The folder of the course, until the test is over. */
export function makeFolder(changes: Changes = {}): CourseFolder {
  const folder = makeCourse(changes);
  onTestFinished(() => folder.remove());
  return folder;
}

export function load(changes: Changes = {}): LoadedCourse {
  return loadCourse(makeFolder(changes).root);
}

/** What an author did wrong, where they are told, and some of the words. */
export type Mistake = readonly [name: string, changes: Changes, place: string, words: RegExp];

/** Each mistake alone: exactly one message, at its place, with its words. */
export function testMistakes(mistakes: readonly Mistake[]): void {
  it.each(mistakes)('%s', (_name, changes, place, words) => {
    const { problems } = load(changes);
    const text = formatProblems(problems);
    expect(
      problems.filter(({ severity }) => severity === 'error'),
      text,
    ).toHaveLength(1);
    expect(text).toContain(place);
    expect(text).toMatch(words);
  });
}
