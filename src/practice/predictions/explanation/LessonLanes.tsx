/** The event loop of a prediction's run, in the text of a lesson. The program's lines are lit as the playhead moves. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TraceBatch } from '../../../runtimes/trace.ts';
import { LiveRegion } from '../../../workspace/layout/LiveRegion.tsx';
import { Announcer } from '../../../workspace/model/announcer.ts';
import { TraceView } from '../../../workspace/trace/TraceView.tsx';
import { TracePlayer } from '../../../workspace/trace/trace-player.ts';
import type { TraceStage } from '../../../workspace/trace/trace-stage.ts';
import type { QuestionHost } from '../../questions/question-host.ts';

export interface LessonLanesProps {
  readonly recorded: readonly TraceBatch[];
  /** Where the playhead goes; `turn` grows with each wish. */
  readonly at: { readonly callback: number; readonly turn: number };
  readonly host: Pick<QuestionHost, 'light'>;
}

export function LessonLanes({ recorded, at, host }: LessonLanesProps) {
  const stage = useMemo(() => openStage(recorded), [recorded]);
  const { player, announcer } = stage;
  useEffect(() => {
    player.pause();
    player.goToCallback(at.callback);
  }, [player, at]);
  useSignalEffect(() => host.light(player.lit.value));
  useEffect(() => () => leave(player, host), [player, host]);
  return (
    <section class="lesson-lanes" aria-label="Event loop">
      <TraceView stage={stage} />
      <LiveRegion announcer={announcer} />
    </section>
  );
}

function leave(player: TracePlayer, host: Pick<QuestionHost, 'light'>): void {
  player.pause();
  host.light(undefined);
}

function openStage(recorded: readonly TraceBatch[]): TraceStage & { readonly announcer: Announcer } {
  const player = new TracePlayer();
  player.begin();
  for (const batch of recorded) player.take(batch);
  player.complete();
  return {
    player,
    announcer: new Announcer(),
    drawPlace: ({ file, line }) => `${file}, line ${line}`,
  };
}
