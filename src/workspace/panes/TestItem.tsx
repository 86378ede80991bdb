/** One test: its result, and on demand why it failed. */
import type { TestOutcome, TestResult } from '../../grading/grade.ts';
import { readTestName } from '../../grading/test-names.ts';
import { Icon, type IconName } from '../layout/Icon.tsx';
import { describeMs } from '../model/describe-run.ts';
import type { Workspace } from '../model/workspace.ts';
import { PrintedText } from './PrintedBlocks.tsx';
import { TestFailureDetails } from './TestFailureDetails.tsx';
import { TestRequests } from './TestRequests.tsx';

const SIGNS: Readonly<Record<TestOutcome, { readonly icon: IconName; readonly word: string }>> = {
  running: { icon: 'dots', word: 'running' },
  passed: { icon: 'check', word: 'passed' },
  failed: { icon: 'cross', word: 'failed' },
  skipped: { icon: 'dash', word: 'skipped' },
  unfinished: { icon: 'dots', word: 'did not end' },
};

export interface TestItemProps {
  readonly test: TestResult;
  /** The one to begin with: it is open. */
  readonly isFirstFailed: boolean;
  readonly workspace: Workspace;
}

export function TestItem({ test, isFirstFailed, workspace }: TestItemProps) {
  const requests = workspace.requests.ofTest(test.id);
  const hasDetails = test.failure !== undefined || test.output.length > 0 || requests.length > 0;
  return (
    <li class="ws-test" data-outcome={test.outcome}>
      {hasDetails ? (
        <details open={isFirstFailed}>
          <summary>
            <TestLine test={test} />
          </summary>
          <div class="ws-test-details">
            {test.failure && <TestFailureDetails failure={test.failure} workspace={workspace} />}
            {requests.length > 0 && <TestRequests requests={requests} workspace={workspace} />}
            {test.output.length > 0 && (
              <section>
                <p class="ts-label">Printed by this test</p>
                <PrintedText printed={test.output} />
              </section>
            )}
          </div>
        </details>
      ) : (
        <div class="ws-test-plain">
          <TestLine test={test} />
        </div>
      )}
    </li>
  );
}

function TestLine({ test }: { readonly test: TestResult }) {
  const { icon, word } = SIGNS[test.outcome];
  const suites = test.path.slice(0, -1);
  return (
    <span class="ws-test-line">
      <Icon name={icon} />
      <span class="ts-visually-hidden">{word}: </span>
      <span class="ws-test-name">
        {suites.length > 0 && <span class="ws-suite">{suites.join(' › ')} › </span>}
        {readTestName(test.path)}
        {test.skipReason && <span class="ws-suite"> ({test.skipReason})</span>}
      </span>
      {test.ms !== undefined && <span class="ws-ms">{describeMs(test.ms)}</span>}
    </span>
  );
}
