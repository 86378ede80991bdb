/** One part of the course: its lessons, and how far the learner is with each exercise. */
import type { ExerciseOutline, LessonOutline, PartOutline } from '../../course/outline.ts';
import { STACK_NAMES } from '../../course/stack-names.ts';
import type { Progress } from '../../progress/progress.ts';
import type { ExerciseResult } from '../../progress/record-kinds.ts';
import { findExerciseState } from './exercise-state.ts';

interface PartProgressProps {
  readonly part: PartOutline;
  readonly progress: Progress;
}

export function PartProgress({ part, progress }: PartProgressProps) {
  return (
    <section class="progress-part" aria-labelledby={`progress-part-${part.number}`}>
      <h2 id={`progress-part-${part.number}`}>
        <span class="ts-label">Part {part.number}</span>
        {part.title}
      </h2>
      <ul class="progress-lessons">
        {part.lessons.map((lesson) => (
          <LessonProgress key={lesson.slug} lesson={lesson} progress={progress} />
        ))}
      </ul>
    </section>
  );
}

function LessonProgress({ lesson, progress }: { readonly lesson: LessonOutline; readonly progress: Progress }) {
  const isOpened = progress.readLessonOpenedAt(lesson.slug) !== undefined;
  return (
    <li>
      <h3>
        <a href={lesson.url}>{lesson.title}</a>
        <span class="progress-lesson-state">{isOpened ? 'opened' : 'not opened yet'}</span>
      </h3>
      <ul class="progress-exercises">
        {lesson.exercises.map((exercise) => (
          <ExerciseProgress key={exercise.id} exercise={exercise} progress={progress} />
        ))}
      </ul>
    </li>
  );
}

function ExerciseProgress({ exercise, progress }: { readonly exercise: ExerciseOutline; readonly progress: Progress }) {
  const state = findExerciseState(progress, exercise.id);
  const result = progress.results.read(exercise.id);
  return (
    <li class={`ts-stack-${exercise.stack}`} data-progress-state={state}>
      <span class="progress-sign" aria-hidden="true" />
      <span class={`ts-stack ts-stack-${exercise.stack}`}>
        <span class="ts-stack-shape" aria-hidden="true" />
        {STACK_NAMES[exercise.stack]}
      </span>
      <a href={exercise.url}>{exercise.title}</a>
      <span class="progress-words">
        {state === 'untouched' ? 'not started' : state}
        {result && describeResult(result)}
      </span>
    </li>
  );
}

/** `, 2 of 3 tests at the latest check, 1 hint seen`. */
function describeResult({ latest, hintsSeen, solutionSeenAt }: ExerciseResult): string {
  const facts: string[] = [];
  if (latest?.outcome === 'failed') facts.push(`${latest.passed} of ${latest.total} tests passed at the latest check`);
  if (latest?.outcome === 'could-not-run') facts.push('the latest check could not run');
  if (hintsSeen > 0) facts.push(hintsSeen === 1 ? '1 hint seen' : `${hintsSeen} hints seen`);
  if (solutionSeenAt !== undefined) facts.push('solution seen');
  return facts.map((fact) => `, ${fact}`).join('');
}
