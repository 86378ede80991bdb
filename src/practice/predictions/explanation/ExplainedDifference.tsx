/** Under the first difference: why those lines came in this order, and the way into the event loop of that very run. */
import type { ComponentType } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Prediction } from '../../../course/question.ts';
import { CallbackTrace } from '../../../runtimes/read-callback-trace.ts';
import type { TraceBatch } from '../../../runtimes/trace.ts';
import type { QuestionHost } from '../../questions/question-host.ts';
import type { ProgramEnd } from '../../questions/run-program.ts';
import type { Marking } from '../mark-prediction.ts';
import { DjangoFacts } from './DjangoFacts.tsx';
import { type ExplainedLine, explainDifference } from './explain-difference.ts';
import type { LessonLanesProps } from './LessonLanes.tsx';

export interface ExplainedDifferenceProps {
  readonly question: Prediction;
  readonly marking: Marking;
  readonly end: Pick<ProgramEnd, 'recorded' | 'queries'>;
  readonly host: QuestionHost;
}

export function ExplainedDifference({ question, marking, end, host }: ExplainedDifferenceProps) {
  const { recorded } = end;
  const explanation = useMemo(
    () => explainDifference(readTrace(recorded), question, marking),
    [question, marking, recorded],
  );
  const lanes = useLanes();
  if (!explanation) return <DjangoFacts question={question} end={end} />;
  const { came, expected, sameCallback } = explanation;
  return (
    <>
      <div class="explanation">
        <LineFacts line={came} heading="Why" onOpen={lanes.open} />
        {expected && <LineFacts line={expected} heading="And" onOpen={lanes.open} />}
        {sameCallback && <p>{sameCallback}</p>}
      </div>
      {lanes.hasFailed && (
        <p role="alert">The event loop could not be loaded. See whether you are online and press again.</p>
      )}
      {lanes.Lanes && <lanes.Lanes recorded={recorded} at={lanes.at} host={host} />}
    </>
  );
}

interface LineFactsProps {
  readonly line: ExplainedLine;
  readonly heading: string;
  readonly onOpen: (callback: number) => void;
}

function LineFacts({ line, heading, onOpen }: LineFactsProps) {
  const { text, callback, by, askedFor, setOffBy, ran, rule } = line;
  return (
    <section aria-label={`${heading} ${text}`}>
      <h3>
        {heading} <code>{text}</code>
      </h3>
      <p>{rule}</p>
      <dl>
        <dt>Written by</dt>
        <dd>{by}</dd>
        {askedFor && (
          <>
            <dt>Asked for</dt>
            <dd>{askedFor}</dd>
          </>
        )}
        {setOffBy && (
          <>
            <dt>Set off by</dt>
            <dd>{setOffBy}</dd>
          </>
        )}
        <dt>Ran</dt>
        <dd>{ran}</dd>
      </dl>
      <button type="button" class="ts-button" onClick={() => onOpen(callback)}>
        Show “{text}” in the event loop
      </button>
    </section>
  );
}

function readTrace(recorded: readonly TraceBatch[]): CallbackTrace {
  const trace = new CallbackTrace();
  for (const batch of recorded) if (batch.kind === 'callbacks') trace.add(batch);
  return trace;
}

/** The picture is loaded when it is asked for. `turn` grows: the same callback can be asked for again. */
function useLanes() {
  const [at, setAt] = useState({ callback: 0, turn: 0 });
  const [loaded, setLoaded] = useState<{ readonly Lanes: ComponentType<LessonLanesProps> }>();
  const [hasFailed, setHasFailed] = useState(false);
  const open = (callback: number) => {
    setAt(({ turn }) => ({ callback, turn: turn + 1 }));
    setHasFailed(false);
    import('./LessonLanes.tsx').then(
      ({ LessonLanes }) => setLoaded({ Lanes: LessonLanes }),
      () => setHasFailed(true),
    );
  };
  return { at, open, hasFailed, Lanes: loaded?.Lanes };
}
