/** The facts of the waterfall as a table: a row for each step, in the order in which they began. */
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';
import { type FactColumn, FactTable } from '../layout/FactTable.tsx';
import type { Workspace } from '../model/workspace.ts';
import { describeRows, labelSpan } from './describe-span.ts';
import { Place } from './Place.tsx';
import { describeSpanMs, durationOf } from './read-spans.ts';
import { SPAN_KINDS } from './span-kinds.ts';

const COLUMNS: readonly FactColumn[] = [
  { term: 'Step', place: 'head' },
  { term: 'What', place: 'line' },
  { term: 'Line', place: 'below' },
  { term: 'Began', place: 'beside', kind: 'number' },
  { term: 'Took', place: 'beside', kind: 'number' },
  { term: 'Part of', place: 'beside', kind: 'number' },
];

export interface StepTableProps {
  readonly workspace: Workspace;
  readonly trace: RequestTrace;
}

export function StepTable({ workspace, trace }: StepTableProps) {
  return (
    <section
      class="ws-step-table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="Steps as a table"
    >
      <FactTable
        className="ws-steps"
        caption={`Steps of ${trace.method} ${trace.path}, in the order in which they began`}
        columns={COLUMNS}
        rows={trace.spans.map((span) => ({
          key: span.id,
          cells: [
            `${span.id}. ${SPAN_KINDS[span.kind].title}`,
            <What key="what" span={span} />,
            span.source && <Place key="line" workspace={workspace} location={span.source} />,
            describeSpanMs(span.startMs),
            describeSpanMs(durationOf(span)),
            span.parent === 0 ? undefined : span.parent,
          ],
        }))}
      />
    </section>
  );
}

function What({ span }: { readonly span: RequestSpan }) {
  const rows = describeRows(span);
  return (
    <>
      <code>{labelSpan(span)}</code>
      {rows && ` (${rows})`}
      {span.error !== undefined && <span class="ws-bad"> {span.error}</span>}
    </>
  );
}
