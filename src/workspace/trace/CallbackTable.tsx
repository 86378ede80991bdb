/** The facts of the picture as a table: the callbacks around the playhead, in order. */
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import { describeUs, LANES, titleCallback } from './describe-callback.ts';
import type { TracePlayer } from './trace-player.ts';

/** Rows on screen; the playhead is among them. */
const ROWS = 15;

export interface CallbackTableProps {
  readonly player: TracePlayer;
  readonly trace: CallbackTrace;
}

export function CallbackTable({ player, trace }: CallbackTableProps) {
  const ids = player.ids.value;
  const position = player.position.value;
  const first = Math.max(0, Math.min(ids.length - ROWS, position - (ROWS >> 1)));
  return (
    <section
      class="ws-callbacks-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="Callbacks"
    >
      <table class="ws-callbacks" aria-rowcount={ids.length + 1}>
        <caption>
          Callbacks {first + 1} to {Math.min(ids.length, first + ROWS)} of {ids.length}, in the order in which they ran
        </caption>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col">What</th>
            <th scope="col">Line</th>
            <th scope="col">Asked for on line</th>
            <th scope="col">Began</th>
            <th scope="col">Wrote</th>
          </tr>
        </thead>
        <tbody>
          {[...ids.subarray(first, first + ROWS)].map((id, index) => (
            <Row key={id} player={player} trace={trace} id={id} column={first + index} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps extends CallbackTableProps {
  readonly id: number;
  readonly column: number;
}

function Row({ player, trace, id, column }: RowProps) {
  const span = trace.at(id);
  if (!span) return null;
  const isPresent = column === player.position.value;
  const written = trace.writtenBy(id)?.trimEnd();
  return (
    <tr aria-current={isPresent ? 'step' : undefined} aria-rowindex={column + 2} onClick={() => player.goTo(column)}>
      <td>{LANES.find(({ phase }) => phase === span.phase)?.title}</td>
      <td>{titleCallback(span)}</td>
      <td>{span.runsAt?.line ?? '–'}</td>
      <td>{span.scheduledAt?.line ?? '–'}</td>
      <td>{describeUs(span.startUs)}</td>
      <td>{written && <code>{written}</code>}</td>
    </tr>
  );
}
