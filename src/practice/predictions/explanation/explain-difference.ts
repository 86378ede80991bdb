/** Why a line of a recorded run came where it did: what wrote it, what asked for that and when, and the rule. */
import type { Prediction } from '../../../course/question.ts';
import type { CallbackTrace } from '../../../runtimes/read-callback-trace.ts';
import type { CallbackSpan } from '../../../runtimes/trace.ts';
import { describeDelay, describeUs, RULES, ruleOf, titleCallback } from '../../../workspace/trace/describe-callback.ts';
import type { Marking } from '../mark-prediction.ts';
import { findWrittenLines, type WrittenLine } from './find-written-lines.ts';

/** A line with its callback in words. */
export interface ExplainedLine {
  readonly text: string;
  /** The callback that wrote it. */
  readonly callback: number;
  /** What wrote it, with its line. */
  readonly by: string;
  /** Who asked for that, where and when; absent for what nobody asked for, as the program's own code. */
  readonly askedFor?: string;
  /** Of a promise: what settled it, and so put the callback into the queue. */
  readonly setOffBy?: string;
  readonly ran: string;
  readonly rule: string;
}

export interface Explanation {
  readonly came: ExplainedLine;
  /** The line that was expected in its place, where it came later. */
  readonly expected?: ExplainedLine;
  /** Said when one callback wrote both. */
  readonly sameCallback?: string;
}

const SAME_CALLBACK =
  'The same callback wrote both lines: its code runs from top to bottom, and nothing comes between.';

/** Of the first line that differs. Undefined when nothing wrote it, or nothing was recorded. */
export function explainDifference(
  trace: CallbackTrace,
  prediction: Pick<Prediction, 'ask' | 'find'>,
  { differsAt = 0, rows }: Pick<Marking, 'differsAt' | 'rows'>,
): Explanation | undefined {
  const lines = findWrittenLines(trace, prediction);
  const came = explainLine(trace, lines[differsAt]);
  if (!came) return undefined;
  const misplaced = lines.slice(differsAt + 1).find(({ text }) => text === rows[differsAt]?.expected);
  const expected = explainLine(trace, misplaced);
  if (!expected) return { came };
  if (expected.callback === came.callback) return { came, sameCallback: SAME_CALLBACK };
  return { came, expected };
}

function explainLine(trace: CallbackTrace, line: WrittenLine | undefined): ExplainedLine | undefined {
  const span = line && trace.at(line.callback);
  if (!line || !span) return undefined;
  const [cause, trigger] = [trace.at(span.cause), trace.at(span.trigger)];
  const delay = describeDelay(span);
  return {
    text: line.text,
    callback: line.callback,
    by: nameCallback(span),
    ...(cause && { askedFor: describeAsking(span, cause) }),
    ...(trigger && { setOffBy: nameCallback(trigger) }),
    ran: `${describeUs(span.startUs)} after the start.${delay === undefined ? '' : ` ${delay}`}`,
    rule: RULES[ruleOf(trace, span)],
  };
}

function nameCallback(span: CallbackSpan): string {
  const isModule = span.origin === 'commonjs' || span.origin === 'module';
  return isModule || !span.runsAt ? titleCallback(span) : `${titleCallback(span)}, line ${span.runsAt.line}`;
}

function describeAsking({ scheduledAt, scheduledUs }: CallbackSpan, cause: CallbackSpan): string {
  const place = scheduledAt ? `On line ${scheduledAt.line}, ` : '';
  const when = `${describeUs(scheduledUs)} after the start`;
  return `${place}${when}, by: ${nameCallback(cause)}`;
}
