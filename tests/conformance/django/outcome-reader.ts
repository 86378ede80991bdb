/** Reads what run_packages.py prints, as it comes. */
import { z } from 'zod';

export const outcomeSchema = z.object({
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Why it failed or was skipped, in one line; empty for a pass. */
  cause: z.string(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

const lineSchema = z.union([
  z.tuple([z.literal('started'), z.string()]),
  z.tuple([z.literal('ended'), outcomeSchema.extend({ id: z.string() })]),
  z.tuple([z.literal('finished'), z.null()]),
]);

/** Outcomes of one start of the script, by test id. */
export class OutcomeReader {
  readonly outcomes = new Map<string, Outcome>();
  /** The test that runs. */
  current: string | undefined;
  finished = false;
  /** The last of what else was printed: the traceback of a start that failed. */
  noise = '';
  #rest = '';

  read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    if (!line.startsWith('@@ ')) {
      this.noise = `${this.noise}${line}\n`.slice(-2000);
      return;
    }
    const [kind, value] = lineSchema.parse(JSON.parse(line.slice(3)));
    if (kind === 'started') this.current = value;
    else if (kind === 'finished') this.finished = true;
    else {
      const { id, outcome, cause } = value;
      this.outcomes.set(id, { outcome, cause: cause.replaceAll(/\s+/g, ' ') });
      this.current = undefined;
    }
  }
}
