/** The progress page: what is solved and started, and what can be done with it. */
import type { CourseOutline } from '../../course/outline.ts';
import type { Progress } from '../../progress/progress.ts';
import { reviewPath } from '../../site/paths.ts';
import { findExerciseState } from './exercise-state.ts';
import { PartProgress } from './PartProgress.tsx';
import { ProblemNotices } from './ProblemNotices.tsx';
import { ProgressFile } from './ProgressFile.tsx';
import { useProgress } from './use-progress.ts';
import './progress-overview.css';

interface ProgressOverviewProps {
  readonly course: CourseOutline;
}

export default function ProgressOverview({ course }: ProgressOverviewProps) {
  const progress = useProgress();
  return (
    <div class="progress-overview">
      <ProblemNotices problems={progress.problems} onDismiss={(id) => progress.dismissProblem(id)} />
      <Total course={course} progress={progress} />
      {course.parts.map((part) => (
        <PartProgress key={part.number} part={part} progress={progress} />
      ))}
      <ProgressFile progress={progress} />
    </div>
  );
}

function Total({ course, progress }: { readonly course: CourseOutline; readonly progress: Progress }) {
  const exercises = course.parts.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.exercises));
  const passed = exercises.filter(({ id }) => findExerciseState(progress, id) === 'passed').length;
  const place = progress.readPlace();
  const due = progress.countDue();
  return (
    <section class="progress-total" aria-label="Summary">
      <p id="progress-total-text">
        <strong>{passed}</strong> of {exercises.length} exercises passed
      </p>
      <progress aria-labelledby="progress-total-text" value={passed} max={Math.max(exercises.length, 1)} />
      {place && (
        <a class="ts-button ts-button-main" href={place.path}>
          Continue: {place.title}
        </a>
      )}
      {due > 0 && (
        <a class="ts-button" href={reviewPath}>
          Review: {due === 1 ? '1 question is due' : `${due} questions are due`}
        </a>
      )}
    </section>
  );
}
