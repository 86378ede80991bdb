/**
 * Random programs whose order Node's documentation fixes, on a busy machine too: a stage starts when the loop has
 * nothing left of the one before, by a timer or a file operation that nothing else competes with. Within a stage there
 * are neither, but for two exceptions (Node.js docs: The event loop). A stage in a file callback may set timers of 0 ms,
 * which run after its immediates. A stage of several timers sets them with growing delays, and their callbacks set
 * nothing but ticks and microtasks: they run in that order even when all of them are late.
 */
import { around, type Block, line, type Program, type Stage } from './program-tree.ts';
import { Random } from './random.ts';
import type { Place } from './statements/draft.ts';
import { type Catches, StatementWriter } from './statements/write-statements.ts';

/** What a stage waits, in ms. */
const DELAYS = [0, 1, 2, 5];
/** Of several timers, ms. */
const GROWING_DELAYS = [0, 2, 3, 7];

/** A program; the same seed makes the same one. */
export function generateProgram(seed: number): Program {
  const random = new Random(seed);
  const catches = { exceptions: random.chance(0.35), rejections: random.chance(0.35) };
  const stages = new StageWriter(random, catches);
  const length = random.pick([1, 1, 2, 2, 3]);
  return { handlers: handlersFor(catches), stages: Array.from({ length }, (_, index) => stages.write(index)) };
}

function handlersFor(catches: Catches): Block {
  return [
    ...(catches.exceptions
      ? [line("process.on('uncaughtException', (error, origin) => log('uncaught', error.message, origin));")]
      : []),
    ...(catches.rejections
      ? [
          line("process.on('unhandledRejection', (reason) => log('unhandled', reason.message));"),
          line("process.on('rejectionHandled', () => log('handled late'));"),
        ]
      : []),
  ];
}

class StageWriter {
  readonly #random: Random;
  readonly #statements: StatementWriter;

  constructor(random: Random, catches: Catches) {
    this.#random = random;
    this.#statements = new StatementWriter(random, catches);
  }

  write(index: number): Stage {
    const delay = this.#random.pick(DELAYS);
    const kind = index === 0 ? this.#random.pick(['main', 'main', 'file']) : this.#random.whole(1, 11);
    if (kind === 'main') return { start: '', end: '', body: this.#statements.block(place(true, false), 3, 6) };
    const inTimer = (start: string, end: string): Stage => ({
      start: `setTimeout(() => { ${start}`,
      end: `${end} }, ${delay});`,
      body: this.#statements.block(place(true, true), 2, 4),
    });
    const plain = (start: string, end: string): Stage => ({
      start,
      end,
      body: this.#statements.block(place(true, false), 2, 5),
    });
    switch (kind) {
      case 'file':
        return { start: "fs.stat('.', () => {", end: '});', body: this.#statements.block(place(true, true), 2, 5) };
      case 1:
        return inTimer("fs.stat('.', () => {", '});');
      case 2:
        return inTimer("fs.readFile('nowhere', (error) => { log(error.code);", '});');
      case 3:
        return inTimer("fs.promises.access('.').then(() => {", '});');
      case 4:
        return plain(`timers.setTimeout(${delay}, 'late').then((value) => { log(value);`, '});');
      case 5:
        return plain(`setTimeout((...args) => { log(...args);`, `}, ${delay}, 'a', 'b');`);
      case 6:
        return plain('const every = setInterval(() => { clearInterval(every);', `}, ${delay});`);
      case 7:
        return plain(`(async () => { await timers.setTimeout(${delay});`, '})();');
      case 8:
      case 9:
        return { start: '', end: '', body: this.#severalTimers() };
      default:
        return plain('setTimeout(() => {', `}, ${delay});`);
    }
  }

  #severalTimers(): Block {
    return GROWING_DELAYS.slice(0, this.#random.whole(2, GROWING_DELAYS.length)).map((ms) => {
      const block = this.#statements.block({ ...place(false, false), throws: false }, 1, 3);
      return this.#random.chance(0.3)
        ? around(`timers.setTimeout(${ms}, ${ms}).then((value) => { log(value);`, block, '});')
        : around('setTimeout(() => {', block, `}, ${ms});`);
    });
  }
}

function place(immediates: boolean, timers: boolean): Place {
  return { depth: 0, throws: !timers, immediates, timers };
}
