/** The callback at the playhead: what it is, why it runs now, its lines, and who asked for it. */
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import type { TraceLocation } from '../../runtimes/trace.ts';
import {
  describeDelay,
  describeSharing,
  describeUs,
  LANES,
  RULES,
  ruleOf,
  titleCallback,
} from './describe-callback.ts';
import type { TraceStage } from './trace-stage.ts';

export interface CallbackDetailsProps {
  readonly stage: TraceStage;
  readonly trace: CallbackTrace;
}

export function CallbackDetails({ stage, trace }: CallbackDetailsProps) {
  const { player } = stage;
  const span = trace.at(player.current.value);
  if (!span) return null;
  const { phase, runsAt, scheduledAt, startUs, endUs, cause, trigger, sharedBy } = span;
  const delay = describeDelay(span);
  return (
    <section class="ws-callback" aria-label="This callback">
      <p class="ws-trace-title">{titleCallback(span)}</p>
      <p class="ws-callback-rule">{RULES[ruleOf(trace, span)]}</p>
      <dl>
        <dt>Lane</dt>
        <dd>{LANES.find((lane) => lane.phase === phase)?.title}</dd>
        {runsAt && <Place stage={stage} term="Runs" location={runsAt} />}
        {scheduledAt && <Place stage={stage} term="Asked for" location={scheduledAt} />}
        <dt>Time</dt>
        <dd>
          Began at {describeUs(startUs)}, took {describeUs(endUs - startUs)}. {delay} {describeSharing(sharedBy)}
        </dd>
        <Other trace={trace} term="Asked for by" id={cause} onOpen={() => player.goToCallback(cause)} />
        <Other trace={trace} term="Set off by" id={trigger} onOpen={() => player.goToCallback(trigger)} />
      </dl>
    </section>
  );
}

interface PlaceProps {
  readonly stage: TraceStage;
  readonly term: string;
  readonly location: TraceLocation;
}

function Place({ stage, term, location }: PlaceProps) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{stage.drawPlace(location)}</dd>
    </>
  );
}

interface OtherProps {
  readonly trace: CallbackTrace;
  readonly term: string;
  readonly id: number;
  readonly onOpen: () => void;
}

function Other({ trace, term, id, onOpen }: OtherProps) {
  const other = trace.at(id);
  if (!other) return null;
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <button type="button" class="ts-button ws-jump" onClick={onOpen}>
          {titleCallback(other)}
          {other.runsAt && `, line ${other.runsAt.line}`}
        </button>
      </dd>
    </>
  );
}
