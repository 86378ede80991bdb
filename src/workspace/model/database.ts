/** The database of an exercise: its content after the latest run, what it holds, and the SQL that was sent to it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { DatabaseAnswer, DatabaseQuestion, QueryLog } from '../../runtimes/database.ts';
import type { Engine } from './engine.ts';
import type { RunFiles } from './run-files.ts';

export class Database {
  readonly path: string;
  readonly #engine: Engine;
  readonly #runLog = signal<QueryLog | undefined>(undefined);
  readonly #requestLog = signal<QueryLog | undefined>(undefined);
  /** The file as the latest run left it; absent while there is none. */
  readonly content: ReadonlySignal<Uint8Array<ArrayBuffer> | undefined>;

  constructor(path: string, engine: Engine, runFiles: RunFiles) {
    this.path = path;
    this.#engine = engine;
    this.content = computed(() => runFiles.files.value[path]);
  }

  /** The SQL of the latest run, without that of requests. */
  get runLog(): ReadonlySignal<QueryLog | undefined> {
    return this.#runLog;
  }

  /** The SQL of the latest request that sent any. */
  get requestLog(): ReadonlySignal<QueryLog | undefined> {
    return this.#requestLog;
  }

  /** A run begins. */
  forgetQueries(): void {
    this.#runLog.value = undefined;
    this.#requestLog.value = undefined;
  }

  take(log: QueryLog): void {
    if (log.of.type === 'run') this.#runLog.value = log;
    else this.#requestLog.value = log;
  }

  /** Asks about a content of the file. Rejects with a `RuntimeError`. */
  ask(content: Uint8Array, question: DatabaseQuestion): Promise<DatabaseAnswer> {
    return this.#engine.readDatabase(content, question);
  }
}
