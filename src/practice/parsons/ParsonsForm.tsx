/** A Parsons problem: put the lines of a program in order, and run it to see whether it does what it should. */
import { useState } from 'preact/hooks';
import { normalizeOutput } from '../../course/program.ts';
import type { Parsons } from '../../course/question.ts';
import { Difference } from '../../workspace/panes/Difference.tsx';
import { OrderList } from '../order/OrderList.tsx';
import type { QuestionHost } from '../questions/question-host.ts';
import type { ProgramEnd } from '../questions/run-program.ts';
import { Verdict } from '../questions/Verdict.tsx';
import { assembleProgram, startLines } from './assemble-program.ts';

export interface ParsonsFormProps {
  readonly question: Parsons;
  /** Absent while the page is made. */
  readonly host?: QuestionHost;
}

type Stage = 'asked' | 'running' | 'solved' | 'shown';

export function ParsonsForm({ question, host }: ParsonsFormProps) {
  const [lines, setLines] = useState(() => startLines(question));
  const [stage, setStage] = useState<Stage>('asked');
  const [latest, setLatest] = useState<ProgramEnd>();

  async function run(event: Event): Promise<void> {
    event.preventDefault();
    if (!host || stage === 'running') return;
    setStage('running');
    const code = assembleProgram(question, lines);
    const end = await host.run({ code });
    setLatest(end);
    const isRight = end.exitCode === 0 && normalizeOutput(end.printed) === normalizeOutput(question.output);
    if (end.isOver) host.record({ outcome: isRight ? 'right' : 'wrong', given: code.split('\n') });
    setStage(isRight ? 'solved' : 'asked');
    if (isRight) host.reveal();
  }

  function show(): void {
    if (!host?.isAnswered) host?.record({ outcome: 'skipped', given: [] });
    setStage('shown');
    host?.reveal();
  }

  return (
    <form class="question-form" onSubmit={run}>
      <OrderList
        id={question.id}
        label={`Lines of ${question.name}`}
        lines={lines}
        depth={question.stack === 'django' ? 'free' : 'fixed'}
        onChange={setLines}
      />
      {stage === 'solved' && <Verdict outcome="right" verdict="Right: it prints what it should." />}
      {(stage === 'asked' || stage === 'running') && (
        <p class="question-actions">
          <button type="submit" class="ts-button ts-button-main" aria-disabled={stage === 'running'}>
            {stage === 'running' ? 'Running …' : 'Run it'}
          </button>
          <button type="button" class="ts-button ts-button-quiet" onClick={show}>
            Show a solution
          </button>
        </p>
      )}
      {stage === 'asked' && <Attempt key={latest?.printed} end={latest} output={question.output} />}
    </form>
  );
}

/** What the latest order of lines did; nothing before the first. */
function Attempt({ end, output }: { readonly end: ProgramEnd | undefined; readonly output: string }) {
  if (!end) return <p class="question-trouble" role="alert" />;
  if (!end.isOver) {
    return (
      <p class="question-trouble" role="alert">
        {end.sentence}
      </p>
    );
  }
  return (
    <div class="parsons-attempt">
      <p class="question-trouble" role="alert">
        Not yet. {end.exitCode === 0 ? 'It printed something else.' : end.sentence}
      </p>
      {end.exitCode === 0 ? (
        <Difference expected={normalizeOutput(output)} actual={normalizeOutput(end.printed)} />
      ) : (
        <pre class="parsons-printed">{end.printed}</pre>
      )}
    </div>
  );
}
