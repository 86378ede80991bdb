/** Everything as one JSON file, and back. */
import { EARLIER_DRAFTS_LIMIT, haveSameFiles } from './drafts.ts';
import {
  type EarlierDraft,
  type ExerciseResult,
  isObject,
  type LessonVisit,
  type QuestionAnswers,
  type RecordKind,
  type RecordValues,
} from './record-kinds.ts';
import { decodeRecord, parseJson, parseKey, type RecordStore, SET_ASIDE_PREFIX } from './record-store.ts';
import type { StorageArea } from './storage-area.ts';

const FILE_FORMAT = 'twinstack-progress';
const FILE_VERSION = 1;

/** What came of an import. */
export type ImportReport =
  /** `message` says why the file was refused, `hint` what to do; nothing was changed. */
  | { readonly outcome: 'refused'; readonly message: string; readonly hint: string }
  /** `skipped` names the records of the file that could not be read; all others are in. */
  | { readonly outcome: 'imported'; readonly imported: number; readonly skipped: readonly string[] };

/** All records as the text of a JSON file: also those that this version cannot read. */
export function exportRecords(area: StorageArea, now: Date): string {
  const records: Record<string, unknown> = {};
  const setAside: Record<string, string> = {};
  for (const key of area.keys().sort()) {
    const text = area.get(key) ?? area.getStored(key);
    if (text === undefined) continue;
    const envelope = key.startsWith(SET_ASIDE_PREFIX) ? undefined : parseJson(text);
    if (envelope === undefined) setAside[key] = text;
    else records[key] = envelope;
  }
  const file = { format: FILE_FORMAT, version: FILE_VERSION, exportedAt: now.toISOString(), records, setAside };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * Takes in an exported file. Its records take the place of those here, and nothing is lost by it: a draft that differs
 * becomes an earlier one, results are joined. Records that cannot be read are skipped and named.
 */
export function importRecords(text: string, store: RecordStore, keepDraft: (exerciseId: string) => void): ImportReport {
  const file = parseJson(text);
  if (!isObject(file) || file.format !== FILE_FORMAT || !isObject(file.records) || typeof file.version !== 'number') {
    return {
      outcome: 'refused',
      message: 'This file is not an export of your progress.',
      hint: 'Choose the JSON file that “Export” on this page gave you.',
    };
  }
  if (file.version > FILE_VERSION) {
    return {
      outcome: 'refused',
      message: 'This file was exported by a newer version of this site.',
      hint: 'Reload the page to get the newest version, then import the file again.',
    };
  }
  const skipped: string[] = [];
  let imported = 0;
  for (const [key, envelope] of Object.entries(file.records)) {
    if (importRecord(key, envelope, store, keepDraft)) imported += 1;
    else skipped.push(key);
  }
  return { outcome: 'imported', imported, skipped };
}

/** Whether the record could be read and is in now. */
function importRecord(
  key: string,
  envelope: unknown,
  store: RecordStore,
  keepDraft: (exerciseId: string) => void,
): boolean {
  const parsed = parseKey(key);
  if (!parsed) return false;
  const { kind, id } = parsed;
  if (kind === 'draft' && id !== undefined) {
    const present = store.read(kind, id);
    const record = decodeRecord(kind, JSON.stringify(envelope));
    if (present && record.state === 'present' && !haveSameFiles(present, record.value)) keepDraft(id);
  }
  return takeIn(kind, id, envelope, store);
}

function takeIn<Kind extends RecordKind>(
  kind: Kind,
  id: string | undefined,
  envelope: unknown,
  store: RecordStore,
): boolean {
  const record = decodeRecord(kind, JSON.stringify(envelope));
  if (record.state !== 'present') return false;
  const present = store.read(kind, id);
  store.write(kind, present === undefined ? record.value : JOIN[kind](present, record.value), id);
  return true;
}

/** What is kept when a record is here and in the file. */
const JOIN: {
  readonly [Kind in RecordKind]: (present: RecordValues[Kind], incoming: RecordValues[Kind]) => RecordValues[Kind];
} = {
  draft: (_present, incoming) => incoming,
  'earlier-drafts': joinEarlierDrafts,
  result: joinResults,
  lesson: joinVisits,
  answers: joinAnswers,
  review: (present, incoming) => (present.reviewedAt > incoming.reviewedAt ? present : incoming),
  place: (present, incoming) => (present.visitedAt > incoming.visitedAt ? present : incoming),
  settings: (_present, incoming) => incoming,
};

function joinResults(present: ExerciseResult, incoming: ExerciseResult): ExerciseResult {
  const newest = [present.latest, incoming.latest]
    .filter((grade) => grade !== undefined)
    .sort((a, b) => b.checkedAt.localeCompare(a.checkedAt))[0];
  const passedAt = findEarliest(present.passedAt, incoming.passedAt);
  const solutionSeenAt = findEarliest(present.solutionSeenAt, incoming.solutionSeenAt);
  return {
    ...(newest && { latest: newest }),
    ...(passedAt !== undefined && { passedAt }),
    ...(solutionSeenAt !== undefined && { solutionSeenAt }),
    // Not added up: importing the same file twice must change nothing.
    checks: Math.max(present.checks, incoming.checks),
    hintsSeen: Math.max(present.hintsSeen, incoming.hintsSeen),
  };
}

function joinVisits(present: LessonVisit, incoming: LessonVisit): LessonVisit {
  const finished = [present, incoming].find(({ finishedAt }) => finishedAt !== undefined);
  const finishedAt = findEarliest(present.finishedAt, incoming.finishedAt);
  return {
    openedAt: findEarliest(present.openedAt, incoming.openedAt) ?? present.openedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(finished?.questions && { questions: finished.questions }),
  };
}

function joinAnswers(present: QuestionAnswers, incoming: QuestionAnswers): QuestionAnswers {
  return {
    first: present.first.at < incoming.first.at ? present.first : incoming.first,
    latest: present.latest.at > incoming.latest.at ? present.latest : incoming.latest,
    count: Math.max(present.count, incoming.count),
  };
}

function joinEarlierDrafts(
  present: readonly EarlierDraft[],
  incoming: readonly EarlierDraft[],
): readonly EarlierDraft[] {
  const isKnown = (draft: EarlierDraft) =>
    present.some((known) => known.savedAt === draft.savedAt && haveSameFiles(known, draft));
  return [...present, ...incoming.filter((draft) => !isKnown(draft))]
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt))
    .slice(0, EARLIER_DRAFTS_LIMIT);
}

function findEarliest(...times: readonly (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).sort()[0];
}
