/** `backup` of `node:sqlite`: copies a database into a file, some pages in each turn of the event loop. */
import { functionOption, integerOption, isObject, locationOf, optionsOf, stringOption } from './arguments.ts';
import type { Connection } from './connection.ts';
import { serialize } from './database.ts';
import { connectionError, mustBe, outOfRange } from './errors.ts';
import { OK } from './result-codes.ts';
import type { SqliteModule } from './sqlite-module.ts';
import type { SqliteServices } from './sqlite-services.ts';

const DEFAULT_RATE = 100;
/** Reading, writing, creating; URLs are understood. */
const OPEN_FOR_WRITING = 0x46;
/** Where a database file tells the size of its pages, and what 1 means there. */
const PAGE_SIZE_OFFSET = 16;
const LARGEST_PAGE = 65536;

/** Makes the function: it resolves with the number of pages. */
export function createBackup({ kernel, connections }: SqliteServices) {
  return function backup(sourceDb: unknown, path: unknown, options?: unknown): Promise<number> {
    const source = isObject(sourceDb) ? connections.get(sourceDb) : undefined;
    if (!source) throw mustBe('sourceDb', 'an object');
    source.require();
    const location = locationOf(kernel, path);
    const settings = optionsOf(options);
    const rate = integerOption(settings, 'rate') ?? DEFAULT_RATE;
    if (rate < 1) throw outOfRange('The "options.rate" argument must be a positive integer.');
    const name = stringOption(settings, 'source') ?? 'main';
    stringOption(settings, 'target');
    const progress = functionOption(settings, 'progress');
    return new kernel.natives.Promise<number>((resolve, reject) => {
      const copy = new BackupJob(source, name, rate, location);
      const proceed = () =>
        kernel.loop.postIo(() => {
          try {
            copy.advance();
            if (copy.remainingPages > 0) {
              progress?.({ totalPages: copy.totalPages, remainingPages: copy.remainingPages });
              proceed();
            } else {
              copy.write();
              resolve(copy.totalPages);
            }
          } catch (error) {
            reject(error);
          }
        });
      proceed();
    });
  };
}

class BackupJob {
  readonly #source: Connection;
  readonly #name: string;
  readonly #rate: number;
  readonly #location: string;
  #target = '';
  totalPages = 0;
  remainingPages = 0;
  #content: Uint8Array<ArrayBuffer> | undefined;

  constructor(source: Connection, name: string, rate: number, location: string) {
    this.#source = source;
    this.#location = location;
    this.#name = name;
    this.#rate = rate;
  }

  /** The first step takes the content; the pages are counted down as they would be copied. */
  advance(): void {
    if (!this.#content) {
      this.#target = databaseFileAt(this.#source.sqlite, this.#location);
      this.#content = serialize(this.#source, this.#name);
      this.totalPages = this.#content.length / pageSizeOf(this.#content);
      this.remainingPages = this.totalPages;
    }
    this.remainingPages = Math.max(0, this.remainingPages - this.#rate);
  }

  write(): void {
    // A database in memory is gone with its connection.
    if (this.#target === '') return;
    const { writeFileSync } = this.#source.kernel.requireBuiltin('fs') as {
      writeFileSync(path: string, content: Uint8Array): void;
    };
    writeFileSync(this.#target, this.#content ?? new Uint8Array(0));
  }
}

function pageSizeOf(content: Uint8Array): number {
  if (content.length === 0) return 1;
  const size = new DataView(content.buffer, content.byteOffset).getUint16(PAGE_SIZE_OFFSET);
  return size === 1 ? LARGEST_PAGE : size;
}

/** The path of the database at a location, which SQLite opens (and makes) to see that it can be written. */
function databaseFileAt(sqlite: SqliteModule, location: string): string {
  const { calls } = sqlite;
  return sqlite.withText(location, (name) =>
    sqlite.withOutputs(1, (output) => {
      const result = calls.sqlite3_open_v2(name, output, OPEN_FOR_WRITING, 0);
      const database = sqlite.pointerAt(output);
      const error = result === OK ? undefined : connectionError(sqlite, database);
      const path = error
        ? ''
        : sqlite.withText('main', (main) => sqlite.text(calls.sqlite3_db_filename(database, main)));
      calls.sqlite3_close_v2(database);
      if (error) throw error;
      return path ?? '';
    }),
  );
}
