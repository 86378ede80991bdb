/** Statements at random: which forms there are at a place, and how often each. */
import { type Block, line, type Statement } from '../program-tree.ts';
import type { Random } from '../random.ts';
import { CALLBACK_FORMS } from './callbacks.ts';
import type { Draft, Form, Place } from './draft.ts';
import { EVENT_FORMS } from './events.ts';
import { PROMISE_FORMS } from './promises.ts';
import { STREAM_FORMS } from './streams.ts';

const DEEPEST = 4;

const FORMS = {
  log: (draft) => draft.log(),
  ...CALLBACK_FORMS,
  ...PROMISE_FORMS,
  ...EVENT_FORMS,
  ...STREAM_FORMS,
} satisfies Record<string, Form>;

type FormName = keyof typeof FORMS;

/** For which mistakes the program has a handler: it may make those. */
export interface Catches {
  readonly exceptions: boolean;
  readonly rejections: boolean;
}

/** Writes the statements of one program. */
export class StatementWriter implements Draft {
  readonly random: Random;
  readonly #catches: Catches;
  #labels = 0;
  #names = 0;

  constructor(random: Random, catches: Catches) {
    this.random = random;
    this.#catches = catches;
  }

  /** From `least` to `most` statements. */
  block(at: Place, least: number, most: number): Block {
    const length = this.random.whole(least, most);
    return Array.from({ length }, () => this.#statement(at));
  }

  inner(at: Place, immediates = at.immediates): Block {
    const inner = { ...at, depth: at.depth + 1, immediates, timers: at.timers && immediates };
    return [this.log(), ...(inner.depth < DEEPEST ? this.block(inner, 0, 2) : [])];
  }

  log(): Statement {
    this.#labels += 1;
    return line(`log(${this.#labels});`);
  }

  name(): string {
    this.#names += 1;
    return `n${this.#names}`;
  }

  #statement(at: Place): Statement {
    const form: Form = FORMS[this.random.pick(this.#formsAt(at))];
    return form(this, at);
  }

  /** A form that is there twice is picked twice as often. */
  #formsAt(at: Place): FormName[] {
    return [
      ...(['log', 'tick', 'tick', 'microtask', 'microtask', 'chain', 'chain', 'chain'] as const),
      ...(['async', 'async', 'async', 'combinator', 'event', 'eventPromise', 'abort', 'stream'] as const),
      ...(['context', 'eventTarget', 'resolvers', 'generator'] as const),
      ...(at.immediates ? (['immediate', 'immediate', 'cleared', 'timersImmediate'] as const) : []),
      ...(at.timers ? (['timer', 'timer'] as const) : []),
      ...(this.#catches.exceptions && at.throws ? (['thrower'] as const) : []),
      ...(this.#catches.rejections ? (['stray', 'late'] as const) : []),
    ];
  }
}
