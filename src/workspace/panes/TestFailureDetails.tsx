/** Why a test failed: in words, as a comparison, and where to look. */
import { describeLocation, explainFailure } from '../../grading/explain-failure.ts';
import type { TestFailure } from '../../runtimes/runtime.ts';
import type { Workspace } from '../model/workspace.ts';
import { Difference } from './Difference.tsx';
import { JumpButton } from './JumpButton.tsx';

export interface TestFailureDetailsProps {
  readonly failure: TestFailure;
  readonly workspace: Workspace;
}

export function TestFailureDetails({ failure, workspace }: TestFailureDetailsProps) {
  const { headline, detail } = explainFailure(failure);
  const { expected, actual, learnerLocation, testLocation } = failure;
  return (
    <>
      <p class="ws-headline">{headline}</p>
      {detail !== '' && <pre class="ws-detail">{detail}</pre>}
      {expected !== undefined && actual !== undefined && <Difference expected={expected} actual={actual} />}
      {(learnerLocation || testLocation) && (
        <p class="ws-places">
          {learnerLocation && (
            <JumpButton
              location={learnerLocation}
              workspace={workspace}
              label={`Go to ${describeLocation(learnerLocation)}`}
            />
          )}
          {testLocation && <JumpButton location={testLocation} workspace={workspace} label="Read the test" />}
        </p>
      )}
      {failure.stack !== '' && (
        <details>
          <summary>Where it came from</summary>
          <pre class="ws-stack">{failure.stack}</pre>
        </details>
      )}
    </>
  );
}
