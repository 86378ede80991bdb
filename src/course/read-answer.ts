/** What the output of a program says to a prediction. */
import { normalizeOutput } from './program.ts';
import type { Prediction } from './question.ts';

/** The part of the output that was asked for; nothing when it is not there. `printed` is what the program printed. */
export function readAnswer({ ask, find }: Pick<Prediction, 'ask' | 'find'>, printed: string): string | undefined {
  const output = normalizeOutput(printed);
  if (find !== undefined) return new RegExp(find, 'm').exec(output)?.[1]?.trim();
  if (ask !== 'number') return output;
  const numbers = output.match(/-?\d+(?:\.\d+)?/g) ?? [];
  return numbers.length === 1 ? numbers[0] : undefined;
}
