/** One command in the container, run by the guest's supervisor and told in frames. */
import type { WebContainerProcess } from '@webcontainer/api';
import { OUTPUT_LIMIT_BYTES } from '../../runtime.ts';
import type { Container } from './container.ts';
import { GUEST_FOLDER, guestPath } from './guest-scripts.ts';

/** What the supervisor and the programs under it tell; test reporters have types of their own beside these. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface CommandPlace {
  /** The project's folder, relative to the container's working directory. */
  readonly folder: string;
  readonly command: readonly string[];
}

/** How long a command that was told to stop may take until its terminal is taken away, in ms. */
const STOP_LIMIT_MS = 500;
/** What is kept of lines that are no frames (characters): the supervisor's own last words. */
const LAST_WORDS = 600;

export class SupervisedProcess {
  /** The exit code, as a shell would have it; rejects when the supervisor died before it could tell. */
  readonly exited: Promise<number>;
  readonly #process: WebContainerProcess;
  readonly #mark: string;
  readonly #ended = Promise.withResolvers<number>();
  readonly #input: WritableStreamDefaultWriter<string>;

  /** Starts a command; `onFrame` gets each frame but the last, until `stop`. */
  static async start(
    container: Container,
    { folder, command }: CommandPlace,
    onFrame: (frame: Frame) => void,
  ): Promise<SupervisedProcess> {
    const id = crypto.randomUUID();
    const mark = `\u001e${id} `;
    const preload = `--import=file://${guestPath(container.workdir, 'record-output.mjs')}`;
    const order = {
      mark,
      command,
      eventsFile: `${container.workdir}/${GUEST_FOLDER}/events-${id}`,
      env: { NODE_OPTIONS: preload, TWINSTACK_OUTPUT_LIMIT: OUTPUT_LIMIT_BYTES },
    };
    const supervisor = guestPath(container.workdir, 'run-command.mjs');
    const process = await container.spawn('node', [supervisor, JSON.stringify(order)], { cwd: folder });
    return new SupervisedProcess(process, mark, onFrame);
  }

  private constructor(process: WebContainerProcess, mark: string, onFrame: (frame: Frame) => void) {
    this.#process = process;
    this.#mark = mark;
    this.#input = process.input.getWriter();
    this.exited = this.#ended.promise;
    // Who stops it may not wait for its end.
    this.exited.catch(() => undefined);
    void this.#read(onFrame);
  }

  /** Sends pieces of standard input as they come; it ends with them. */
  async feed(pieces: string | AsyncIterable<string> | undefined): Promise<void> {
    if (typeof pieces === 'string') this.#send({ input: pieces });
    else if (pieces !== undefined) for await (const input of pieces) this.#send({ input });
    this.#send({ inputEnd: true });
  }

  /** Ends the command, endless loops included. */
  async stop(): Promise<void> {
    this.#send({ stop: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_LIMIT_MS);
    });
    await Promise.race([this.exited.catch(() => undefined), late]);
    clearTimeout(timer);
    this.#process.kill();
  }

  #send(message: object): void {
    // A terminal whose command has ended takes nothing any more.
    this.#input.write(`${JSON.stringify(message)}\n`).catch(() => undefined);
  }

  async #read(onFrame: (frame: Frame) => void): Promise<void> {
    let rest = '';
    let lastWords = '';
    const reader = this.#process.output.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + piece.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const frame = this.#parse(line);
        if (frame?.type === 'exit') this.#ended.resolve(exitCodeOf(frame));
        else if (frame) onFrame(frame);
        else lastWords = `${lastWords}${line}\n`.slice(-LAST_WORDS);
      }
    }
    this.#ended.reject(new Error(lastWords.trim() || 'The command ended without a word.'));
  }

  #parse(line: string): Frame | undefined {
    const at = line.indexOf(this.#mark);
    if (at < 0) return undefined;
    try {
      const frame: unknown = JSON.parse(line.slice(at + this.#mark.length));
      return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** 128 and the signal's number, as shells have it. */
const SIGNAL_CODES: Readonly<Record<string, number>> = { SIGABRT: 134, SIGKILL: 137, SIGSEGV: 139, SIGTERM: 143 };

function exitCodeOf({ code, signal }: Frame): number {
  if (typeof code === 'number') return code;
  return SIGNAL_CODES[String(signal)] ?? 1;
}
