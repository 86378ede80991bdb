/** Brings together what a batch of callbacks consists of (`CallbackBatch`). */
import type { CallbackBatch, TracedOutput } from '../../../trace.ts';
import { CallbackRows } from './callback-rows.ts';
import { TraceSites } from './trace-sites.ts';

export class BatchCollector {
  readonly rows = new CallbackRows();
  readonly sites = new TraceSites();
  #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  #output: TracedOutput[] = [];
  #sleeps: number[] = [];

  nameCallback(id: number, name: string): void {
    let number = this.#nameNumbers.get(name);
    if (number === undefined) {
      this.#names.push(name);
      number = this.#nameNumbers.size + 1;
      this.#nameNumbers.set(name, number);
    }
    this.rows.setName(id, number);
  }

  addOutput(output: TracedOutput): void {
    this.#output.push(output);
  }

  addSleep(startUs: number, endUs: number): void {
    this.#sleeps.push(startUs, endUs);
  }

  /** What is new since the last batch; undefined when nothing is. All of it must have ended, and the clock was read. */
  take(): CallbackBatch | undefined {
    if (this.rows.waiting === 0 && this.#output.length === 0 && this.#sleeps.length === 0) return undefined;
    const batch: CallbackBatch = {
      kind: 'callbacks',
      spans: this.rows.take(),
      names: this.#names,
      locations: this.sites.takeNew(),
      output: this.#output,
      sleeps: new Int32Array(this.#sleeps),
    };
    this.#names = [];
    this.#output = [];
    this.#sleeps = [];
    return batch;
  }
}
