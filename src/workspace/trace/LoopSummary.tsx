/** How busy the loop was, and how long it kept others waiting. */
import { useMemo } from 'preact/hooks';
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import { describeUs } from './describe-callback.ts';
import { summarizeLoop } from './summarize-loop.ts';

export function LoopSummary({ trace }: { readonly trace: CallbackTrace }) {
  const { callbacks, busyUs, sleptUs, longestUs, latestTimerUs } = useMemo(() => summarizeLoop(trace), [trace]);
  const share = busyUs + sleptUs === 0 ? 0 : Math.round((busyUs / (busyUs + sleptUs)) * 100);
  return (
    <p class="ws-loop-summary">
      {callbacks.toLocaleString('en')} callbacks. The loop worked {describeUs(busyUs)} and waited {describeUs(sleptUs)}:
      utilisation {share} %. The longest callback kept it busy for {describeUs(longestUs)}
      {latestTimerUs > 0 && `; the latest timer was ${describeUs(latestTimerUs)} behind its delay`}.
    </p>
  );
}
