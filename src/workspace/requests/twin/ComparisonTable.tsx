/** What each stack did in each part of answering, in figures. */
import { STACK_NAMES } from '../../../course/stack-names.ts';
import type { RequestTrace } from '../../../runtimes/trace.ts';
import { describeBytes } from '../../model/describe-run.ts';
import { describeAnswer } from '../describe-span.ts';
import { describeSpanMs, numberOf } from '../read-spans.ts';
import { STEP_NAMES, type Step } from '../span-kinds.ts';
import { compareSteps, type StepShare } from './compare-steps.ts';

export interface ComparisonTableProps {
  readonly here: RequestTrace;
  readonly there: RequestTrace;
  readonly lit: Step | undefined;
  readonly onPoint: (step: Step | undefined) => void;
}

export function ComparisonTable({ here, there, lit, onPoint }: ComparisonTableProps) {
  const [node, django] = here.stack === 'node' ? [here, there] : [there, here];
  return (
    <table class="ws-table ws-twin-table">
      <caption>
        {here.method} {here.path}, one request each, part by part. A part’s time is its own, without what happened
        within it. The first request of a program is slower than those that follow.
      </caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">{STACK_NAMES.node}</th>
          <th scope="col">{STACK_NAMES.django}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Status</th>
          <td>{describeStatus(node)}</td>
          <td>{describeStatus(django)}</td>
        </tr>
        {compareSteps(node, django).map(({ step, here: ofNode, there: ofDjango }) => (
          <tr
            key={step}
            data-lit={step === lit}
            onMouseEnter={() => onPoint(step)}
            onMouseLeave={() => onPoint(undefined)}
          >
            <th scope="row">{STEP_NAMES[step]}</th>
            <td>{describeShare(ofNode, step)}</td>
            <td>{describeShare(ofDjango, step)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Altogether</th>
          <td>{keepTogether(node.ms)}</td>
          <td>{keepTogether(django.ms)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** With the size of the body: `200, 15 bytes`. */
function describeStatus(trace: RequestTrace): string {
  const [request] = trace.spans;
  const bytes = request && numberOf(request, 'bytes');
  const size = bytes === undefined ? '' : `, ${describeBytes(bytes).replace(' ', '\u00a0')}`;
  return describeAnswer(trace) + size;
}

/** `node:http` hands every path to the same function: choosing the code is code. */
function describeShare({ count, ms }: StepShare, step: Step): string {
  if (count === 0) return step === 'route' ? 'in your code' : '–';
  return `${keepTogether(ms)}${count > 1 ? ` in ${count} steps` : ''}`;
}

/** The column of figures is narrow: a unit stays with its number. */
function keepTogether(ms: number): string {
  return describeSpanMs(ms).replace(' ', '\u00a0');
}
