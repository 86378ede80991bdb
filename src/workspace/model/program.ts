/** The latest run of the learner's program: what it printed and how it ended. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { InputPieces } from '../../runtimes/input-pieces.ts';
import type { Project, RunEnd, RunEvent, RunOptions } from '../../runtimes/runtime.ts';
import type { Engine } from './engine.ts';
import { asRuntimeError } from './engine.ts';
import { type OutputBlock, OutputLog } from './output-log.ts';
import { throttle } from './throttle.ts';

/** A run as the output pane shows it. */
export interface ProgramRun {
  /** Another number for each run. */
  readonly turn: number;
  readonly command: readonly string[];
  readonly blocks: readonly OutputBlock[];
  /** Set when output was cut: the limit in bytes. */
  readonly cutAtBytes?: number;
  /** Where servers of the program listen now, in the order in which they began. */
  readonly ports: readonly number[];
  /** It waits for what the learner types. */
  readonly readsInput: boolean;
  /** Absent while it goes on. */
  readonly end?: RunEnd | RunRefusal;
}

/** What else is made of a run: files that it is to hand back, what to record, and a listener for everything it says. */
export type RunWatch = Required<Pick<RunOptions, 'keep' | 'onEvent'>> & Pick<RunOptions, 'trace'>;

/** The engine could not run it at all. */
export interface RunRefusal {
  readonly outcome: 'refused';
  readonly message: string;
  readonly hint: string;
}

export class Program {
  readonly #engine: Engine;
  readonly #run = signal<ProgramRun | undefined>(undefined);
  #turn = 0;
  #type: (line: string) => void = () => undefined;
  #endInput: () => void = () => undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The latest run; absent before the first and after `clear`. */
  get run(): ReadonlySignal<ProgramRun | undefined> {
    return this.#run;
  }

  /** Empties the output, unless a run goes on. */
  clear(): void {
    if (this.#run.value?.end) this.#run.value = undefined;
  }

  /** Gives the running program a line of standard input, and shows it in the output. */
  type(line: string): void {
    this.#type(line);
  }

  /** Ends the standard input of the running program. */
  endInput(): void {
    this.#endInput();
  }

  /** Runs a command; how it ends is in the result and in `run`. Never rejects. */
  async start(
    project: Project,
    command: readonly string[],
    stop: AbortSignal,
    watch: RunWatch = { keep: [], onEvent: () => undefined },
  ): Promise<RunEnd | RunRefusal> {
    this.#turn += 1;
    const turn = this.#turn;
    const log = new OutputLog();
    let cutAtBytes: number | undefined;
    let ports: readonly number[] = [];
    let readsInput = false;
    let end: RunEnd | RunRefusal | undefined;
    const input = new InputPieces();
    const draw = throttle(() => {
      this.#run.value = {
        turn,
        command,
        blocks: log.blocks,
        ports,
        readsInput,
        ...(cutAtBytes !== undefined && { cutAtBytes }),
        ...(end && { end }),
      };
    });
    const onEvent = (event: RunEvent) => {
      if (event.type === 'output') log.append(event.stream, event.text);
      else if (event.type === 'output-cut') cutAtBytes = event.limitBytes;
      else if (event.type === 'listening') ports = [...ports.filter((port) => port !== event.port), event.port];
      else if (event.type === 'listening-ended') ports = ports.filter((port) => port !== event.port);
      else if (event.type === 'reading-input') readsInput = true;
      watch.onEvent(event);
      draw.request();
    };
    this.#type = (line) => {
      log.append('stdin', `${line}\n`);
      input.push(`${line}\n`);
      draw.request();
    };
    this.#endInput = () => {
      readsInput = false;
      input.end();
      draw.flush();
    };
    draw.flush();
    try {
      const runtime = await this.#engine.acquire();
      end = stop.aborted
        ? { outcome: 'stopped', ms: 0 }
        : await runtime.run(project, command, {
            onEvent,
            signal: stop,
            stdin: input,
            keep: watch.keep,
            trace: watch.trace,
          });
    } catch (error) {
      const { message, hint } = asRuntimeError(error);
      end = { outcome: 'refused', message, hint };
    }
    this.#type = () => undefined;
    this.#endInput();
    return end;
  }
}
