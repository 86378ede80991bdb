import { OUTPUT_LIMIT_BYTES } from '../../runtime.ts';

/** How much of what is printed is still passed on. */
export class OutputBudget {
  readonly #encoder = new TextEncoder();
  #bytes = 0;
  #isCut = false;

  /** `cut`: this is too much, say so once. `drop`: that was said. */
  take(event: { readonly type: string; readonly text?: string }): 'pass' | 'cut' | 'drop' {
    if (event.text === undefined && event.type !== 'output-cut') return 'pass';
    if (this.#isCut) return 'drop';
    this.#bytes += this.#encoder.encode(event.text ?? '').length;
    if (event.type !== 'output-cut' && this.#bytes <= OUTPUT_LIMIT_BYTES) return 'pass';
    this.#isCut = true;
    return 'cut';
  }
}
