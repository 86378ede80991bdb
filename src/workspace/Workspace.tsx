/** The workspace island: fetches its exercise, then lets the learner work on it. */
import { useEffect, useState } from 'preact/hooks';
import type { Exercise } from '../course/exercise.ts';
import { sharedProgress } from '../progress/shared-progress.ts';
import { attachStyles } from './attach-styles.ts';
import { WorkspaceFrame } from './layout/WorkspaceFrame.tsx';
import { ExerciseUnavailable, loadExercise } from './load-exercise.ts';
import type { WorkspaceLayout } from './model/panes.ts';
import { Workspace } from './model/workspace.ts';
import { offeredRuntimes, openEngine } from './open-engine.ts';

attachStyles();

export interface WorkspaceProps {
  readonly exerciseId: string;
  /** Where `exercise.json` is. */
  readonly exerciseUrl: string;
  readonly layout: WorkspaceLayout;
  /** Id of the element on the page that holds the task. It is moved into the task pane. */
  readonly taskId?: string;
}

export default function WorkspaceIsland({ exerciseId, exerciseUrl, layout, taskId }: WorkspaceProps) {
  const [workspace, setWorkspace] = useState<Workspace>();
  const [failure, setFailure] = useState<ExerciseUnavailable>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let opened: Workspace | undefined;
    let isGone = false;
    setFailure(undefined);
    loadExercise(exerciseUrl).then(
      (exercise) => {
        if (isGone) return;
        opened = open(exercise, { exerciseId, exerciseUrl, layout, taskId });
        setWorkspace(opened);
        void opened.restorePreview();
      },
      (error: unknown) => {
        if (!isGone) setFailure(asUnavailable(error));
      },
    );
    return () => {
      isGone = true;
      opened?.dispose();
    };
  }, [exerciseUrl, layout, attempt]);

  if (failure) {
    return (
      <div class="ws-root ws-unavailable" role="alert">
        <p class="ws-unavailable-message">{failure.message}</p>
        <p>{failure.hint}</p>
        <button type="button" class="ts-button" onClick={() => setAttempt(attempt + 1)}>
          Try again
        </button>
      </div>
    );
  }
  if (!workspace) {
    return (
      <div class="ws-root ws-opening" aria-busy="true">
        <span class="ts-visually-hidden">Opening the exercise {exerciseId}</span>
      </div>
    );
  }
  return <WorkspaceFrame key={attempt} workspace={workspace} />;
}

function open(exercise: Exercise, { exerciseUrl, layout, taskId }: WorkspaceProps): Workspace {
  const twinUrl = exercise.twin && new URL(`../${exercise.twin}/`, new URL(exerciseUrl, location.href)).pathname;
  return new Workspace({
    page: window,
    exercise,
    layout,
    progress: sharedProgress(),
    openRuntime: (request) => openEngine(exercise, request),
    offeredRuntimes: offeredRuntimes(exercise),
    taskId,
    twinUrl,
  });
}

function asUnavailable(error: unknown): ExerciseUnavailable {
  if (error instanceof ExerciseUnavailable) return error;
  return new ExerciseUnavailable('The workspace could not be opened.', 'Reload the page.', { cause: error });
}
