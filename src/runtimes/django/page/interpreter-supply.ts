/** Has a fresh interpreter ready: the next one boots while the learner reads what the last one said. */
import { RuntimeError } from '../../runtime.ts';
import type { DjangoManifest } from '../manifest.ts';
import { type ComingFiles, loadEngineFiles } from './engine-files.ts';
import { Interpreter } from './interpreter.ts';
import { shareBytes } from './shared-bytes.ts';
import { SnapshotStore } from './snapshot-store.ts';

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
  readonly #onNote: () => void;
  readonly #store: SnapshotStore;
  #files: ComingFiles | undefined;
  #snapshot: Uint8Array | undefined;
  #stored: Promise<void> | undefined;
  #snapshotsWork = true;
  #problem: string | undefined;
  #spare: Promise<Interpreter> | undefined;
  #booting: Interpreter | undefined;
  #closed = false;

  /** `onNote` is called when `note` has changed. */
  constructor(baseUrl: URL, manifest: DjangoManifest, onLoading: OnLoading, onNote: () => void) {
    this.#baseUrl = baseUrl;
    this.#manifest = manifest;
    this.#onLoading = onLoading;
    this.#onNote = onNote;
    this.#store = new SnapshotStore(baseUrl, manifest);
  }

  /** Why interpreters start more slowly than they could, in a sentence; undefined when they do not. */
  get note(): string | undefined {
    return this.#problem && `Python starts more slowly without its memory snapshot: ${this.#problem}.`;
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
    let interpreter = this.#open();
    try {
      const files = this.#loadFiles();
      await this.#findSnapshot();
      if (this.#snapshot) {
        try {
          return await this.#start(interpreter, files, this.#snapshot);
        } catch (error) {
          if (this.#closed || isMissingFile(error)) throw error;
          // A browser that cannot restore one still runs Django.
          this.#giveUpSnapshots(`this browser could not restore it (${messageOf(error)})`);
          interpreter = this.#open();
        }
      }
      if (!this.#snapshotsWork) return await this.#start(interpreter, files);
      try {
        return await this.#startAndMakeSnapshot(interpreter, files);
      } catch (error) {
        if (this.#closed || isMissingFile(error)) throw error;
        this.#giveUpSnapshots(`this browser could not make one (${messageOf(error)})`);
        interpreter = this.#open();
        return await this.#start(interpreter, files);
      }
    } catch (error) {
      interpreter.close();
      if (error instanceof RuntimeError) throw error;
      throw new RuntimeError(
        `Python could not start in this browser (${messageOf(error)}).`,
        'Reload the page. If it happens again, try a current Firefox, Chrome, Edge or Safari.',
        { cause: error },
      );
    }
  }

  #open(): Interpreter {
    const { worker, pyodide } = this.#manifest.files;
    this.#booting = new Interpreter(new URL(worker.name, this.#baseUrl), new URL(pyodide.name, this.#baseUrl), (step) =>
      this.#showStep(step),
    );
    return this.#booting;
  }

  #showStep(step: string): void {
    this.#onLoading(step, PROGRESS_AT[step] ?? DOWNLOAD_SHARE);
  }

  #start(interpreter: Interpreter, files: ComingFiles, snapshot?: Uint8Array): Promise<Interpreter> {
    interpreter.boot({ ...(snapshot && { snapshot }), snapshots: 'none' });
    return this.#bringFiles(interpreter, files);
  }

  async #startAndMakeSnapshot(interpreter: Interpreter, files: ComingFiles): Promise<Interpreter> {
    interpreter.boot({ snapshots: 'make' });
    await this.#bringFiles(interpreter, files);
    void interpreter.snapshot.then(
      (snapshot) => this.#keepSnapshot(snapshot),
      // It ended too early, which says nothing of the browser: the next one makes it.
      () => undefined,
    );
    return interpreter;
  }

  /** Python is on its way while the later files still come. */
  async #bringFiles(interpreter: Interpreter, files: ComingFiles): Promise<Interpreter> {
    await Promise.all([
      files.wasm.then((wasm) => interpreter.bring({ wasm })),
      files.standardLibrary.then((standardLibrary) => interpreter.bring({ standardLibrary })),
      files.sitePackages.then((sitePackages) => interpreter.bring({ sitePackages })),
    ]);
    this.#showStep('Starting Python');
    return this.#untilReady(interpreter);
  }

  async #untilReady(interpreter: Interpreter): Promise<Interpreter> {
    const timer = setTimeout(() => interpreter.close(), BOOT_LIMIT_MS);
    try {
      await interpreter.ready;
    } catch (error) {
      interpreter.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    this.#booting = undefined;
    return interpreter;
  }

  /** Looks once per page for what an earlier visit kept. */
  #findSnapshot(): Promise<void> {
    this.#stored ??= this.#store.load().then(({ snapshot, problem }) => {
      this.#notice(problem);
      if (snapshot) this.#snapshot = shareBytes(snapshot);
    });
    return this.#stored;
  }

  async #keepSnapshot(snapshot: Uint8Array<ArrayBuffer> | undefined): Promise<void> {
    if (this.#closed) return;
    if (!snapshot) return this.#giveUpSnapshots('this browser could not make one');
    this.#snapshot = shareBytes(snapshot);
    this.#notice(await this.#store.save(snapshot));
  }

  #giveUpSnapshots(problem: string): void {
    this.#snapshot = undefined;
    this.#snapshotsWork = false;
    this.#notice(problem);
    void this.#store.delete();
  }

  #notice(problem: string | undefined): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.#onNote();
  }

  #loadFiles(): ComingFiles {
    if (this.#files) return this.#files;
    const files = loadEngineFiles(this.#baseUrl, this.#manifest, (share) =>
      this.#onLoading('Loading Python', share * DOWNLOAD_SHARE),
    );
    this.#files = files;
    files.all.catch(() => {
      this.#files = undefined;
    });
    return files;
  }
}

/** Whether a start failed for want of a file, which is no matter of the snapshot. */
const isMissingFile = (error: unknown): boolean => error instanceof RuntimeError;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
