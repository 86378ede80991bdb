/** Runs and bytes in words. */
import type { RunEnd } from '../../runtimes/runtime.ts';
import type { RunRefusal } from './program.ts';

export type Tone = 'ok' | 'bad' | 'warn';

/** How a run ended, for the learner. */
export interface RunSummary {
  readonly tone: Tone;
  readonly sentence: string;
  readonly hint?: string;
}

/**
 * Exit codes with a meaning of their own (Node.js docs, Process: exit codes; POSIX: 126 and 127, 128 + signal).
 * Everything else is a failure that the program chose.
 */
const EXIT_CODES: Readonly<Record<number, string>> = {
  2: 'the command was not used as it should be',
  9: 'an argument of the command is not known',
  13: 'it ended while a top-level await was still waiting',
  126: 'the command cannot be run',
  127: 'the command was not found',
  130: 'it was interrupted',
  134: 'it gave up (abort)',
  137: 'it was killed',
};

/** `Finished with exit code 0 after 12 ms.` */
export function describeRunEnd(end: RunEnd | RunRefusal): RunSummary {
  switch (end.outcome) {
    case 'exited':
      return describeExit(end.exitCode, end.ms);
    case 'stopped':
      return { tone: 'warn', sentence: `Stopped after ${describeMs(end.ms)}.` };
    case 'crashed':
      return { tone: 'bad', sentence: end.message, hint: end.hint };
    case 'refused':
      return { tone: 'bad', sentence: end.message, hint: end.hint };
  }
}

/** `340 ms`, `2.5 s`. */
export function describeMs(ms: number): string {
  if (ms < 1000) return `${Math.max(ms < 1 ? 0 : 1, Math.round(ms))} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** `1 MB`, `64 kB`. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1_000_000) return `${Math.round(bytes / 100_000) / 10} MB`;
  if (bytes >= 1000) return `${Math.round(bytes / 1000)} kB`;
  return `${bytes} bytes`;
}

function describeExit(exitCode: number, ms: number): RunSummary {
  if (exitCode === 0)
    return { tone: 'ok', sentence: `Finished after ${describeMs(ms)} without an error (exit code 0).` };
  const meaning = EXIT_CODES[exitCode] ?? 'it reported an error';
  return { tone: 'bad', sentence: `Ended with exit code ${exitCode} after ${describeMs(ms)}: ${meaning}.` };
}
