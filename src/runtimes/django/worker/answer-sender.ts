/** Sends one answer of the application to the page, piece by piece, and gives other requests a turn in between. */
import type { FromWorker } from '../protocol.ts';
import type { PythonAnswer } from './boot.ts';

/** The page may be behind by as much; then the application has to wait. */
const WINDOW_BYTES = 1 << 20;

export class AnswerSender {
  readonly #answer: PythonAnswer;
  readonly #id: number;
  readonly #post: (message: FromWorker, transfer?: Transferable[]) => void;
  readonly #flushOutput: () => void;
  #unreadBytes = 0;
  #isGivenUp = false;
  #wake: () => void = () => undefined;

  constructor(
    answer: PythonAnswer,
    id: number,
    post: (message: FromWorker, transfer?: Transferable[]) => void,
    flushOutput: () => void,
  ) {
    this.#answer = answer;
    this.#id = id;
    this.#post = post;
    this.#flushOutput = flushOutput;
  }

  /** Resolves when the application is done with the request, also when it raised. */
  async send(): Promise<void> {
    this.#post({ type: 'response', id: this.#id, head: JSON.parse(this.#answer.head()) });
    const isComplete = await this.#sendPieces();
    this.#answer.close();
    this.#answer.destroy();
    this.#flushOutput();
    this.#post({ type: isComplete ? 'response-end' : 'response-failed', id: this.#id });
  }

  /** The page has taken so many bytes. */
  wasRead(bytes: number): void {
    this.#unreadBytes -= bytes;
    this.#wake();
  }

  /** The client went away. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#wake();
  }

  /** False when the application raised in the middle; its traceback is printed by then. */
  async #sendPieces(): Promise<boolean> {
    let isFirst = true;
    while (!this.#isGivenUp) {
      // Most answers are one piece: they need no turn of the others.
      if (!isFirst) await this.#giveOthersATurn();
      if (this.#isGivenUp) break;
      let bytes: Uint8Array<ArrayBuffer> | undefined;
      try {
        bytes = this.#nextPiece();
      } catch {
        return false;
      }
      if (!bytes) break;
      isFirst = false;
      this.#unreadBytes += bytes.length;
      this.#flushOutput();
      this.#post({ type: 'response-body', id: this.#id, bytes }, [bytes.buffer]);
    }
    return true;
  }

  #nextPiece(): Uint8Array<ArrayBuffer> | undefined {
    const piece = this.#answer.next_piece();
    // `toJs` copies out of Python's memory.
    const bytes = piece?.toJs();
    piece?.destroy();
    return bytes;
  }

  /** Waits for a macrotask, so that messages of the page come in, and for room in the window. */
  async #giveOthersATurn(): Promise<void> {
    await nextMacrotask();
    while (this.#unreadBytes >= WINDOW_BYTES && !this.#isGivenUp) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Timers are slowed down when they nest; messages are not. */
function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });
}
