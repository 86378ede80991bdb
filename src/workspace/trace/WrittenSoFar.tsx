/** What the program had written when the callback at the playhead ended; its own lines stand out. */
import { useMemo } from 'preact/hooks';
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import type { TracePlayer } from './trace-player.ts';

/** The latest pieces only: a long output is in its own pane. */
const SHOWN_PIECES = 40;

export interface WrittenSoFarProps {
  readonly player: TracePlayer;
  readonly trace: CallbackTrace;
}

export function WrittenSoFar({ player, trace }: WrittenSoFarProps) {
  const current = player.current.value;
  const pieces = useMemo(() => {
    const end = trace.output.findLastIndex(({ callback }) => callback <= current) + 1;
    return trace.output.slice(Math.max(0, end - SHOWN_PIECES), end);
  }, [trace, current]);
  return (
    <section class="ws-written" aria-label="Written so far">
      <p class="ws-trace-title">Written so far</p>
      <pre>
        {pieces.map(({ callback, stream, text }, index) => (
          <span key={index} data-stream={stream} data-now={callback === current}>
            {text}
          </span>
        ))}
      </pre>
    </section>
  );
}
