/**
 * Files that runs left behind, by exercise: databases mostly. They are binary and may be megabytes, so they are in
 * IndexedDB and not with the records of progress; an export leaves them out.
 */
import { clear, createStore, del, get, set, type UseStore } from 'idb-keyval';
import type { StorageRefusal } from './storage-area.ts';

/** Content by path in the project. */
export type FilesByPath = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** All kept files of one exercise together may be this large, in bytes. */
export const KEPT_FILES_LIMIT_BYTES = 20_000_000;

const DATABASE_NAME = 'twinstack-kept-files';
const FORMAT = 1;

let opened: UseStore | undefined;
/** Between the tabs of this browser: the id of the exercise whose files were written. A tab does not hear itself. */
let channel: BroadcastChannel | undefined;

function openStore(): UseStore {
  opened ??= createStore(DATABASE_NAME, 'files');
  return opened;
}

function openChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel(DATABASE_NAME);
  return channel;
}

/** What was kept for an exercise; nothing where there is none, or the browser keeps nothing. */
export async function readKeptFiles(exerciseId: string): Promise<FilesByPath> {
  try {
    return parseRecord(await get(exerciseId, openStore()));
  } catch {
    // The browser refuses: writing will say so, once there is something that would be lost.
    return {};
  }
}

/** Keeps the files of an exercise in the place of those before; none at all removes the record. */
export async function writeKeptFiles(exerciseId: string, files: FilesByPath): Promise<StorageRefusal | undefined> {
  const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  if (bytes > KEPT_FILES_LIMIT_BYTES) return 'full';
  try {
    if (bytes === 0 && Object.keys(files).length === 0) await del(exerciseId, openStore());
    else await set(exerciseId, { format: FORMAT, files }, openStore());
    openChannel().postMessage(exerciseId);
    return undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'forbidden';
  }
}

/** Calls `onWrite` when another tab has written the files of an exercise. Returns what ends that. */
export function watchKeptFiles(exerciseId: string, onWrite: () => void): () => void {
  const listener = ({ data }: MessageEvent<unknown>) => {
    if (data === exerciseId) onWrite();
  };
  openChannel().addEventListener('message', listener);
  return () => openChannel().removeEventListener('message', listener);
}

/** Forgets the kept files of every exercise. */
export async function clearKeptFiles(): Promise<void> {
  // Where the browser refuses, there is nothing.
  await Promise.resolve()
    .then(() => clear(openStore()))
    .catch(() => undefined);
}

/** A record of another format is as good as none: the next run makes its files anew. */
function parseRecord(value: unknown): FilesByPath {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('files' in value)) return {};
  const { format, files } = value;
  if (format !== FORMAT || typeof files !== 'object' || files === null) return {};
  return Object.fromEntries(Object.entries(files).filter(([, content]) => content instanceof Uint8Array));
}
