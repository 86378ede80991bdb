import type { RunWorkers } from './child-workers.ts';
import { downloadEngine, downloadUsedSoon } from './engine-files.ts';
import type { NodeManifest } from './manifest.ts';
import { NodeWorker } from './node-worker.ts';
import { RunChannels } from './run-channels.ts';
import { RunNetwork } from './run-network.ts';

/** How far loading is, for the learner; `progress` from 0 to 1. */
export type OnLoading = (step: string, progress: number) => void;

/** The download's part of the progress; the rest is booting. */
const DOWNLOAD_SHARE = 0.8;

/** Workers with a booted Node: each runs one program, and a spare one waits, so that a run starts at once. */
export class WorkerSupply {
  readonly #baseUrl: URL;
  readonly #manifest: NodeManifest;
  readonly #onLoading: OnLoading;
  #downloaded: Promise<void> | undefined;
  #usedSoon: Promise<void> | undefined;
  #spare: NodeWorker | undefined;

  constructor(baseUrl: URL, manifest: NodeManifest, onLoading: OnLoading) {
    this.#baseUrl = baseUrl;
    this.#manifest = manifest;
    this.#onLoading = onLoading;
  }

  /** Resolves when a spare worker is ready; rejects with a `RuntimeError`. */
  async prepare(): Promise<void> {
    // At once: while the files come in, the browser makes the worker, which asks for the same files.
    this.#spare ??= this.#createWorker();
    const spare = this.#spare;
    try {
      await this.#download();
    } catch (error) {
      if (this.#spare === spare) this.close();
      throw error;
    }
    this.#onLoading('Starting Node.js', DOWNLOAD_SHARE);
    await this.#readyOrGone(spare);
    this.#usedSoon ??= downloadUsedSoon(this.#baseUrl, this.#manifest);
  }

  /** As `prepare`, for later: a failure shows when the worker is taken. */
  prepareQuietly(): void {
    if (this.#downloaded) this.#spare ??= this.#createWorker();
  }

  /** The one that waits for the next run, for a question; it stays where it is. */
  get spare(): NodeWorker | undefined {
    return this.#spare;
  }

  /** A worker of one's own, ready to start. */
  async take(): Promise<NodeWorker> {
    await this.prepare();
    const worker = this.#spare;
    if (!worker) return this.take();
    this.#spare = undefined;
    return worker;
  }

  /** For one run: its threads and child processes get the spare worker, or new ones. */
  forRun(): RunWorkers {
    return {
      running: 0,
      network: new RunNetwork(),
      channels: new RunChannels(),
      create: () => {
        const worker = this.#spare ?? this.#createWorker();
        this.#spare = undefined;
        return worker;
      },
    };
  }

  close(): void {
    this.#spare?.close();
    this.#spare = undefined;
  }

  #createWorker(): NodeWorker {
    return new NodeWorker(new URL(this.#manifest.kernel.file, this.#baseUrl));
  }

  /** A worker that could not start is of no use to the next attempt. */
  async #readyOrGone(worker: NodeWorker): Promise<void> {
    try {
      await worker.ready;
    } catch (error) {
      if (this.#spare === worker) this.close();
      throw error;
    }
  }

  async #download(): Promise<void> {
    this.#downloaded ??= downloadEngine(this.#baseUrl, this.#manifest, (progress) =>
      this.#onLoading('Loading Node.js', progress * DOWNLOAD_SHARE),
    );
    try {
      await this.#downloaded;
    } catch (error) {
      this.#downloaded = undefined;
      throw error;
    }
  }
}
