/** A recorded run as lanes, with the present callback explained and the same facts as a table. */
import { attachStyleSheet } from '../attach-style-sheet.ts';
import { CallbackDetails } from './CallbackDetails.tsx';
import { CallbackTable } from './CallbackTable.tsx';
import { Lanes } from './Lanes.tsx';
import { LoopSummary } from './LoopSummary.tsx';
import { TraceControls } from './TraceControls.tsx';
import sheet from './trace.css?inline';
import type { TraceStage } from './trace-stage.ts';
import { WrittenSoFar } from './WrittenSoFar.tsx';

attachStyleSheet('trace-styles', sheet);

export function TraceView({ stage }: { readonly stage: TraceStage }) {
  const { player } = stage;
  const trace = player.trace.value;
  if (!trace) return null;
  if (trace.length === 0) {
    return <p class="ws-empty">Nothing was recorded: the program ended before its first line.</p>;
  }
  return (
    <div class="ws-scroll ws-trace">
      <TraceControls stage={stage} />
      <Lanes player={player} trace={trace} />
      {player.limit.value !== undefined && (
        <p class="ws-cut">
          The first {player.limit.value.toLocaleString('en')} callbacks are shown. The program went on.
        </p>
      )}
      <div class="ws-trace-sides">
        <CallbackDetails stage={stage} trace={trace} />
        <WrittenSoFar player={player} trace={trace} />
      </div>
      <LoopSummary trace={trace} />
      <CallbackTable player={player} trace={trace} />
    </div>
  );
}
