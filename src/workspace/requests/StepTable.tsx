/** The facts of the waterfall as a table: a row for each step, in the order in which they began. */
import type { RequestTrace } from '../../runtimes/trace.ts';
import type { Workspace } from '../model/workspace.ts';
import { describeRows, labelSpan } from './describe-span.ts';
import { Place } from './Place.tsx';
import { describeSpanMs, durationOf } from './read-spans.ts';
import { SPAN_KINDS } from './span-kinds.ts';

export interface StepTableProps {
  readonly workspace: Workspace;
  readonly trace: RequestTrace;
}

export function StepTable({ workspace, trace }: StepTableProps) {
  return (
    <section
      class="ws-table-scroll ws-step-table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="Steps as a table"
    >
      <table class="ws-table">
        <thead>
          <tr>
            {['Step', 'What', 'Line', 'Began', 'Took', 'Part of'].map((term) => (
              <th key={term} scope="col">
                {term}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trace.spans.map((span) => (
            <tr key={span.id}>
              <td>
                {span.id}. {SPAN_KINDS[span.kind].title}
              </td>
              <td>
                {labelSpan(span)}
                {describeRows(span) && ` (${describeRows(span)})`}
                {span.error !== undefined && <span class="ws-bad"> {span.error}</span>}
              </td>
              <td>{span.source ? <Place workspace={workspace} location={span.source} /> : '–'}</td>
              <td class="ws-number">{describeSpanMs(span.startMs)}</td>
              <td class="ws-number">{describeSpanMs(durationOf(span))}</td>
              <td class="ws-number">{span.parent === 0 ? '–' : span.parent}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
