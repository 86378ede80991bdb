/** Functions print themselves as the learner wrote them, not as the edits made them. */
import type { SourceEdits } from './source-edits.ts';

interface EditedText {
  readonly edited: string;
  readonly source: string;
  readonly edits: SourceEdits;
}

/** All that edits put in has a name with this sign. */
const MARK = '$';

/** SpiderMonkey puts it on a line of its own. */
const NATIVE_BODY = /\{\s+\[native code\]\s+\}$/;

export class WrittenTexts {
  readonly #edited: EditedText[] = [];
  readonly #whole = new WeakMap<object, string>();

  /** The text as it was compiled, by what edits of which source. */
  keep(edited: string, source: string, edits: SourceEdits): void {
    if (edited !== source) this.#edited.push({ edited, source, edits });
  }

  /** What a function prints that was compiled from a body of its own. */
  keepWhole(compiled: object, text: string): void {
    this.#whole.set(compiled, text);
  }

  /** Replaces `Function.prototype.toString`. */
  install(): void {
    const native = Function.prototype.toString;
    const textOf = (value: unknown) => this.#textOf(value, Reflect.apply(native, value, []));
    const written = {
      toString(this: unknown): string {
        return textOf(this === written.toString ? native : this);
      },
    };
    Object.defineProperty(Function.prototype, 'toString', {
      value: written.toString,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }

  #textOf(value: unknown, text: string): string {
    const whole = this.#whole.get(value as object);
    if (whole !== undefined || !text.includes(MARK)) return whole ?? text.replace(NATIVE_BODY, '{ [native code] }');
    for (const { edited, source, edits } of this.#edited) {
      const start = edited.indexOf(text);
      if (start >= 0) return source.slice(edits.originalOffset(start), edits.originalOffset(start + text.length));
    }
    return text;
  }
}
