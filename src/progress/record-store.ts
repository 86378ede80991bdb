/** Typed records over a storage area: each in a versioned envelope, each read and written on its own. */
import { isObject, RECORD_FORMATS, type RecordKind, type RecordValues } from './record-kinds.ts';
import type { StorageArea } from './storage-area.ts';

/** A record as it is stored. */
interface Envelope {
  readonly version: number;
  readonly value: unknown;
}

/** What a stored text turned out to be. */
export type ReadRecord<Kind extends RecordKind> =
  | { readonly state: 'present'; readonly value: RecordValues[Kind] }
  | { readonly state: 'newer' | 'corrupt' };

/** A record that could not be read. `set-aside/…` holds the text of a corrupt one. */
export interface UnreadableRecord {
  readonly state: 'newer' | 'corrupt';
  readonly kind: RecordKind;
  readonly id?: string;
}

/** Where texts of corrupt records are kept: `set-aside/<key>`. */
export const SET_ASIDE_PREFIX = 'set-aside/';

/**
 * Reads and writes records. One that is corrupt is set aside, one of a newer format stays as it is and what is written
 * in its place lives in memory; `onUnreadable` is told of both, and every other record is unaffected.
 */
export class RecordStore {
  readonly #area: StorageArea;
  readonly #onUnreadable: (record: UnreadableRecord) => void;

  constructor(area: StorageArea, onUnreadable: (record: UnreadableRecord) => void) {
    this.#area = area;
    this.#onUnreadable = onUnreadable;
  }

  /** The record's value; nothing when there is none that can be read. */
  read<Kind extends RecordKind>(kind: Kind, id?: string): RecordValues[Kind] | undefined {
    const key = toKey(kind, id);
    const text = this.#area.get(key);
    if (text === undefined) return undefined;
    const record = decodeRecord(kind, text);
    if (record.state === 'present') return record.value;
    if (record.state === 'newer') this.#area.hold(key);
    else this.#setAside(key, text);
    this.#onUnreadable({ state: record.state, kind, ...(id !== undefined && { id }) });
    return undefined;
  }

  write<Kind extends RecordKind>(kind: Kind, value: RecordValues[Kind], id?: string): void {
    // Reading first finds a newer or corrupt record before it would be written over.
    this.read(kind, id);
    this.#area.set(toKey(kind, id), encodeRecord(kind, value));
  }

  remove(kind: RecordKind, id?: string): void {
    if (this.read(kind, id) !== undefined) this.#area.remove(toKey(kind, id));
  }

  /** Ids of the exercises or lessons that have a record of this kind. */
  ids(kind: RecordKind): string[] {
    const prefix = `${kind}/`;
    return this.#area
      .keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  #setAside(key: string, text: string): void {
    this.#area.remove(key);
    this.#area.set(SET_ASIDE_PREFIX + key, text);
  }
}

/** `draft/hello-server`, `settings`. */
export function toKey(kind: RecordKind, id?: string): string {
  return id === undefined ? kind : `${kind}/${id}`;
}

/** The kind and id of a key, or nothing for a key of no kind this version knows. */
export function parseKey(key: string): { kind: RecordKind; id?: string } | undefined {
  const slash = key.indexOf('/');
  const kind = slash === -1 ? key : key.slice(0, slash);
  if (!isRecordKind(kind)) return undefined;
  const id = slash === -1 ? undefined : key.slice(slash + 1);
  if ((RECORD_FORMATS[kind].per === 'learner') !== (id === undefined) || id === '') return undefined;
  return { kind, ...(id !== undefined && { id }) };
}

export function encodeRecord<Kind extends RecordKind>(kind: Kind, value: RecordValues[Kind]): string {
  return JSON.stringify({ version: RECORD_FORMATS[kind].version, value } satisfies Envelope);
}

/** Reads a stored text back; never throws. */
export function decodeRecord<Kind extends RecordKind>(kind: Kind, text: string): ReadRecord<Kind> {
  const format = RECORD_FORMATS[kind];
  const envelope = parseJson(text);
  if (!isObject(envelope) || typeof envelope.version !== 'number') return { state: 'corrupt' };
  if (envelope.version > format.version) return { state: 'newer' };
  if (envelope.version !== format.version || !format.isValid(envelope.value)) return { state: 'corrupt' };
  return { state: 'present', value: envelope.value };
}

function isRecordKind(text: string): text is RecordKind {
  return Object.hasOwn(RECORD_FORMATS, text);
}

/** The value, or `undefined` (which no JSON text means) for a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
