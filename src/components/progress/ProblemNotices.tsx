/** What the learner should know about how progress is kept. */
import type { ProgressProblem } from '../../progress/problems.ts';

interface ProblemNoticesProps {
  readonly problems: readonly ProgressProblem[];
  readonly onDismiss: (id: string) => void;
}

export function ProblemNotices({ problems, onDismiss }: ProblemNoticesProps) {
  return (
    <div class="progress-problems" role="status">
      {problems.map(({ id, kind, message, hint }) => (
        <div key={id} class="progress-problem" data-problem={kind}>
          <p>
            <strong>{message}</strong> {hint}
          </p>
          <button class="ts-button ts-button-quiet" type="button" onClick={() => onDismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
