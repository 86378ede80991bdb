/** The facts of the picture as a table: the callbacks around the playhead, in order. */
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import { type FactColumn, type FactRow, FactTable } from '../layout/FactTable.tsx';
import { describeUs, LANES, titleCallback } from './describe-callback.ts';
import type { TracePlayer } from './trace-player.ts';

/** Rows on screen; the playhead is among them. */
const ROWS = 15;

const COLUMNS: readonly FactColumn[] = [
  { term: 'Lane', place: 'head' },
  { term: 'What', place: 'head' },
  { term: 'Line', place: 'beside', kind: 'number' },
  { term: 'Asked for on line', place: 'beside', kind: 'number' },
  { term: 'Began', place: 'beside', kind: 'number' },
  { term: 'Wrote', place: 'below' },
];

export interface CallbackTableProps {
  readonly player: TracePlayer;
  readonly trace: CallbackTrace;
}

export function CallbackTable({ player, trace }: CallbackTableProps) {
  const ids = player.ids.value;
  const position = player.position.value;
  const first = Math.max(0, Math.min(ids.length - ROWS, position - (ROWS >> 1)));
  const last = Math.min(ids.length, first + ROWS);
  return (
    <FactTable
      className="ws-callbacks"
      caption={`Callbacks ${first + 1} to ${last} of ${ids.length}, in the order in which they ran`}
      columns={COLUMNS}
      rows={[...ids.subarray(first, last)].flatMap((id, at) => {
        const cells = listFacts(trace, id);
        if (!cells) return [];
        const column = first + at;
        // Keyed by its place: the playhead that is dragged changes texts, not rows.
        return [
          { key: at, cells, index: column + 1, isCurrent: column === position, onClick: () => player.goTo(column) },
        ];
      })}
      rowCount={ids.length}
    />
  );
}

function listFacts(trace: CallbackTrace, id: number): FactRow['cells'] | undefined {
  const span = trace.at(id);
  if (!span) return undefined;
  const written = trace.writtenBy(id)?.trimEnd();
  return [
    LANES.find(({ phase }) => phase === span.phase)?.title,
    titleCallback(span),
    span.runsAt?.line,
    span.scheduledAt?.line,
    describeUs(span.startUs),
    written && <code key="wrote">{written}</code>,
  ];
}
