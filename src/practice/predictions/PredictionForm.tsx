/** A prediction: the learner commits to it, the program runs, and it is marked against what happened. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { Prediction } from '../../course/question.ts';
import type { QuestionHost } from '../questions/question-host.ts';
import type { ProgramEnd } from '../questions/run-program.ts';
import { Verdict } from '../questions/Verdict.tsx';
import type { ExplainedDifferenceProps } from './explanation/ExplainedDifference.tsx';
import { LineTable } from './LineTable.tsx';
import { type Marking, markPrediction } from './mark-prediction.ts';
import { PredictionInput } from './PredictionInput.tsx';

export interface PredictionFormProps {
  readonly question: Prediction;
  /** Absent while the page is made. */
  readonly host?: QuestionHost;
}

type Stage =
  | { readonly name: 'asked'; readonly trouble?: string }
  | { readonly name: 'running' }
  | {
      readonly name: 'marked';
      readonly marking: Marking;
      readonly end: ProgramEnd;
      /** Loaded when something differs; absent when it could not be. */
      readonly Explained?: ComponentType<ExplainedDifferenceProps> | undefined;
    }
  | { readonly name: 'shown' };

export function PredictionForm({ question, host }: PredictionFormProps) {
  const [given, setGiven] = useState<readonly string[]>(question.lines ?? []);
  const [stage, setStage] = useState<Stage>({ name: 'asked' });

  async function commit(event: Event): Promise<void> {
    event.preventDefault();
    if (!host || stage.name === 'running') return;
    setStage({ name: 'running' });
    const end = await host.run({ trace: ['callbacks', 'requests'] });
    const marking = end.isOver ? markPrediction(question, given, end.stdout) : undefined;
    if (!marking) {
      const missing = `${end.sentence} It did not print what was asked for.`;
      setStage({ name: 'asked', trouble: end.isOver ? missing : end.sentence });
      return;
    }
    host.record({ outcome: marking.outcome, given });
    const Explained = marking.difference === undefined ? undefined : await loadExplained();
    setStage({ name: 'marked', marking, end, Explained });
    host.reveal();
  }

  function skip(): void {
    if (!host?.isAnswered) host?.record({ outcome: 'skipped', given: [] });
    setStage({ name: 'shown' });
    host?.reveal();
  }

  const isOpen = stage.name === 'asked' || stage.name === 'running';
  return (
    <>
      {isOpen && (
        <form class="question-form" onSubmit={commit}>
          <PredictionInput question={question} given={given} onChange={setGiven} />
          <p class="question-actions">
            <button type="submit" class="ts-button ts-button-main" aria-disabled={stage.name === 'running'}>
              {stage.name === 'running' ? 'Running …' : 'Commit and run'}
            </button>
            <button type="button" class="ts-button ts-button-quiet" onClick={skip}>
              {host?.isAnswered ? 'Show the answer' : 'Skip and show'}
            </button>
          </p>
          <p class="question-trouble" role="alert">
            {stage.name === 'asked' && stage.trouble}
          </p>
        </form>
      )}
      {stage.name === 'marked' && (
        <Verdict outcome={stage.marking.outcome} verdict={stage.marking.verdict}>
          {stage.marking.difference && <p>{stage.marking.difference}</p>}
          {stage.marking.rows.length > 0 && <LineTable rows={stage.marking.rows} />}
          {stage.Explained && host && <stage.Explained question={question} host={host} {...stage} />}
        </Verdict>
      )}
      {stage.name === 'shown' && (
        <Verdict outcome="skipped" verdict={`${host?.isAnswered ? '' : 'Skipped. '}This is what it does.`} />
      )}
    </>
  );
}

/** Why it differs is told from the recorded run. Who is offline by now is told what differs all the same. */
async function loadExplained(): Promise<ComponentType<ExplainedDifferenceProps> | undefined> {
  try {
    return (await import('./explanation/ExplainedDifference.tsx')).ExplainedDifference;
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
