/** The verdict of the latest check, and each of its tests. */

import { useEffect } from 'preact/hooks';
import { describeLocation } from '../../grading/explain-failure.ts';
import type { Grade, GradeInProgress, Obstacle } from '../../grading/grade.ts';
import { summarizeGrade, summarizeProgress } from '../../grading/summarize.ts';
import { Icon, type IconName } from '../layout/Icon.tsx';
import { describeBytes, describeMs } from '../model/describe-run.ts';
import type { Workspace } from '../model/workspace.ts';
import { JumpButton } from './JumpButton.tsx';
import { loadDifference } from './load-difference.ts';
import { Pane } from './Pane.tsx';
import { PrintedText } from './PrintedBlocks.tsx';
import { TestItem } from './TestItem.tsx';

export function TestsPane({ workspace }: { readonly workspace: Workspace }) {
  const grade = workspace.checker.grade.value;
  const hasChecked = grade !== undefined;
  useEffect(() => {
    if (hasChecked) void loadDifference();
  }, [hasChecked]);
  return (
    <Pane workspace={workspace} pane="tests">
      {grade ? (
        <div class="ws-scroll ws-grade">
          <Verdict grade={grade} workspace={workspace} />
          {grade.outcome === 'could-not-run' && <ObstacleDetails obstacle={grade.obstacle} workspace={workspace} />}
          <TestList grade={grade} workspace={workspace} />
          <OutputOutsideTests grade={grade} />
        </div>
      ) : (
        <NothingYet workspace={workspace} />
      )}
    </Pane>
  );
}

function NothingYet({ workspace: { exercise } }: { readonly workspace: Workspace }) {
  return (
    <div class="ws-empty">
      <Icon name="check" />
      <p>Check to see whether your code does what the task asks.</p>
      <code>{exercise.stack === 'node' ? 'node --test' : 'python manage.py test'}</code>
    </div>
  );
}

const SIGNS: Readonly<Record<(Grade | GradeInProgress)['outcome'], IconName>> = {
  'in-progress': 'dots',
  passed: 'check',
  failed: 'cross',
  'could-not-run': 'alert',
};

interface GradeProps {
  readonly grade: Grade | GradeInProgress;
  readonly workspace: Workspace;
}

function Verdict({ grade, workspace }: GradeProps) {
  const isDone = grade.outcome !== 'in-progress';
  return (
    <div class="ws-verdict" data-outcome={grade.outcome}>
      <p class="ws-verdict-line">
        <Icon name={SIGNS[grade.outcome]} />
        <strong>{isDone ? summarizeGrade(grade) : summarizeProgress(grade)}</strong>
        {isDone && <span class="ws-ms">{describeMs(grade.ms)}</span>}
      </p>
      {isDone && workspace.isGradeStale.value && (
        <p class="ws-stale">Your code has changed since. Check again for a new verdict.</p>
      )}
      {grade.outcome === 'passed' && workspace.twinUrl !== undefined && (
        <p>
          Now the same task in the other stack: <a href={workspace.twinUrl}>go to the twin</a>.
        </p>
      )}
    </div>
  );
}

function ObstacleDetails({ obstacle, workspace }: { readonly obstacle: Obstacle; readonly workspace: Workspace }) {
  const { hint, failure } = obstacle;
  return (
    <div class="ws-obstacle">
      <p>{hint}</p>
      {failure?.learnerLocation && (
        <JumpButton
          location={failure.learnerLocation}
          workspace={workspace}
          label={`Go to ${describeLocation(failure.learnerLocation)}`}
        />
      )}
      {failure && failure.stack !== '' && (
        <details>
          <summary>The whole error</summary>
          <pre class="ws-stack">{failure.stack}</pre>
        </details>
      )}
    </div>
  );
}

function TestList({ grade, workspace }: GradeProps) {
  const firstFailed = grade.tests.find((test) => test.outcome === 'failed')?.id;
  return (
    <ul class="ws-tests">
      {grade.tests.map((test) => (
        <TestItem key={test.id} test={test} isFirstFailed={test.id === firstFailed} workspace={workspace} />
      ))}
    </ul>
  );
}

function OutputOutsideTests({ grade }: { readonly grade: Grade | GradeInProgress }) {
  return (
    <>
      {grade.output.length > 0 && (
        <details class="ws-printed-details">
          <summary>Printed outside any test</summary>
          <PrintedText printed={grade.output} />
        </details>
      )}
      {grade.outputLimitBytes !== undefined && (
        <p class="ws-cut">
          <Icon name="dots" /> What the tests printed was cut: it is longer than {describeBytes(grade.outputLimitBytes)}
          .
        </p>
      )}
    </>
  );
}
