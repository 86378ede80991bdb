/** What went wrong with keeping progress, in the learner's words. */
import { RECORD_FORMATS } from './record-kinds.ts';
import type { UnreadableRecord } from './record-store.ts';
import type { StorageRefusal } from './storage-area.ts';

/** One thing the learner should know; `id` is stable, so that a list of them can be kept on screen. */
export interface ProgressProblem {
  readonly id: string;
  readonly kind: StorageRefusal | UnreadableRecord['state'];
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

const REFUSALS: Readonly<Record<StorageRefusal, ProgressProblem>> = {
  forbidden: {
    id: 'refusal',
    kind: 'forbidden',
    message: 'Your browser does not let this site store anything, so your work lasts only until you leave this page.',
    hint: 'Allow this site to keep data (cookies and site data) in your browser’s settings, or copy your code before you leave.',
  },
  full: {
    id: 'refusal',
    kind: 'full',
    message: 'The browser’s storage is full, so your latest changes are not saved yet.',
    hint: 'Keep this tab open. Make room by clearing other sites’ data, or export your progress on the progress page and then clear it there.',
  },
};

/** The problems of one page. */
export class ProblemList {
  #problems: readonly ProgressProblem[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): readonly ProgressProblem[] {
    return this.#problems;
  }

  /** Storage refuses now, or (`undefined`) does no longer. */
  setRefusal(refusal: StorageRefusal | undefined): void {
    const others = this.#problems.filter(({ id }) => id !== 'refusal');
    this.#set(refusal ? [REFUSALS[refusal], ...others] : others);
  }

  addUnreadable(record: UnreadableRecord): void {
    const problem = describeUnreadable(record);
    this.#set([...this.#problems.filter(({ id }) => id !== problem.id), problem]);
  }

  /** The learner has read it. */
  dismiss(id: string): void {
    this.#set(this.#problems.filter((problem) => problem.id !== id));
  }

  #set(problems: readonly ProgressProblem[]): void {
    this.#problems = problems;
    this.#onChange();
  }
}

function describeUnreadable({ state, kind, id }: UnreadableRecord): ProgressProblem {
  const name = id === undefined ? RECORD_FORMATS[kind].name : `${RECORD_FORMATS[kind].name} of “${id}”`;
  const problemId = `${state}/${kind}/${id ?? ''}`;
  if (state === 'newer') {
    return {
      id: problemId,
      kind: 'newer',
      message: `Your ${name} was written by a newer version of this site and is left as it is.`,
      hint: 'Reload the page to get the newest version. Until then, changes to it last only as long as this tab.',
    };
  }
  return {
    id: problemId,
    kind: 'corrupt',
    message: `Your ${name} is damaged and could not be read.`,
    hint: 'It was set aside (an export contains it), everything else is as it was. You can go on from here.',
  };
}
