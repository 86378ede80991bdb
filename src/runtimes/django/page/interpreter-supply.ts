/** Has a fresh interpreter ready: the next one boots while the learner reads what the last one said. */
import { RuntimeError } from '../../runtime.ts';
import type { DjangoManifest } from '../manifest.ts';
import { type EngineFiles, loadEngineFiles } from './engine-files.ts';
import { Interpreter } from './interpreter.ts';

/** Tells how far the supply is; `progress` runs from 0 to 1. */
export type OnLoading = (step: string, progress: number) => void;

/** The part of the whole that each step takes, measured with a cold cache on a local network. */
const PROGRESS_AT: Record<string, number> = { 'Starting Python': 0.6, 'Starting Django': 0.8 };
const DOWNLOAD_SHARE = 0.6;

/** An interpreter that is not ready after this long never will be: a slow machine takes a tenth of it. */
const BOOT_LIMIT_MS = 90_000;

export class InterpreterSupply {
  readonly #baseUrl: URL;
  readonly #manifest: DjangoManifest;
  readonly #onLoading: OnLoading;
  #files: Promise<EngineFiles> | undefined;
  #snapshot: Uint8Array<ArrayBuffer> | undefined;
  #snapshotsWork = true;
  #spare: Promise<Interpreter> | undefined;
  #booting: Interpreter | undefined;
  #closed = false;

  constructor(baseUrl: URL, manifest: DjangoManifest, onLoading: OnLoading) {
    this.#baseUrl = baseUrl;
    this.#manifest = manifest;
    this.#onLoading = onLoading;
  }

  /** Has one ready; does nothing when there is one, or one is on its way. Rejects with a `RuntimeError`. */
  async prepare(): Promise<void> {
    if (this.#closed) throw new RuntimeError('The runtime was closed.', 'Reload the page.');
    this.#spare ??= this.#boot();
    try {
      await this.#spare;
    } catch (error) {
      // The next attempt starts anew.
      this.#spare = undefined;
      throw error;
    }
  }

  /** Hands out the one that is ready, or the first that will be. The caller closes it. */
  async take(): Promise<Interpreter> {
    await this.prepare();
    const spare = this.#spare;
    if (!spare) return this.take();
    this.#spare = undefined;
    return spare;
  }

  /** The one that is ready or booting, for a question; it stays where it is. Undefined when there is none. */
  get spare(): Promise<Interpreter> | undefined {
    return this.#spare;
  }

  /** Throws a spare away that broke down over a question. */
  async replace(broken: Interpreter): Promise<void> {
    const spare = this.#spare;
    if ((await spare) !== broken || this.#spare !== spare) return;
    this.#spare = undefined;
    broken.close();
    this.prepareQuietly();
  }

  /** Prepares the next one in the background; when that fails, the next `take` tells. */
  prepareQuietly(): void {
    this.prepare().catch(() => undefined);
  }

  /** Ends what is ready or booting, for good. */
  close(): void {
    this.#closed = true;
    this.#booting?.close();
    this.#spare?.then(
      (interpreter) => interpreter.close(),
      () => undefined,
    );
    this.#spare = undefined;
  }

  async #boot(): Promise<Interpreter> {
    const files = await this.#loadFiles();
    if (this.#closed) throw new Error('The runtime was closed.');
    if (this.#snapshot) {
      try {
        return await this.#bootOnce(files, 'none', this.#snapshot);
      } catch {
        // A browser that cannot restore one still runs Django, only slower.
        this.#snapshot = undefined;
        this.#snapshotsWork = false;
      }
    }
    try {
      return await this.#bootOnce(files, this.#snapshotsWork ? 'make' : 'none');
    } catch (error) {
      if (this.#snapshotsWork) {
        this.#snapshotsWork = false;
        return this.#boot();
      }
      throw new RuntimeError(
        `Python could not start in this browser (${error instanceof Error ? error.message : error}).`,
        'Reload the page. If it happens again, try a current Firefox, Chrome, Edge or Safari.',
        { cause: error },
      );
    }
  }

  async #bootOnce(files: EngineFiles, snapshots: 'make' | 'none', snapshot?: Uint8Array<ArrayBuffer>) {
    const { worker, pyodide } = this.#manifest.files;
    const interpreter = new Interpreter(
      new URL(worker.name, this.#baseUrl),
      {
        type: 'boot',
        pyodideUrl: new URL(pyodide.name, this.#baseUrl).href,
        ...files,
        ...(snapshot && { snapshot }),
        snapshots,
      },
      (step) => this.#onLoading(step, PROGRESS_AT[step] ?? DOWNLOAD_SHARE),
    );
    this.#booting = interpreter;
    const timer = setTimeout(() => interpreter.close(), BOOT_LIMIT_MS);
    try {
      await interpreter.ready;
    } catch (error) {
      interpreter.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#booting = undefined;
    }
    this.#snapshot ??= interpreter.snapshot;
    interpreter.snapshot = undefined;
    return interpreter;
  }

  #loadFiles(): Promise<EngineFiles> {
    this.#files ??= loadEngineFiles(this.#baseUrl, this.#manifest, (share) =>
      this.#onLoading('Loading Python', share * DOWNLOAD_SHARE),
    ).catch((error) => {
      this.#files = undefined;
      throw error;
    });
    return this.#files;
  }
}
