/** The learner's files: their texts, their draft, and the way back from everything that replaces them. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { Progress } from '../../progress/progress.ts';
import type { Draft, EarlierDraft, KeepReason } from '../../progress/record-kinds.ts';
import { pickChanged, solutionTexts, starterTexts, type Texts } from './project.ts';

/** The learner's texts were replaced and can be had back. */
export interface Replacement {
  readonly by: 'starter' | 'solution' | 'earlier-draft' | 'other-tab';
  readonly before: Texts;
}

/** The one writer of the learner's texts. Each change is a draft at once; nothing is replaced without being kept. */
export class LearnerFiles {
  readonly #exercise: Exercise;
  readonly #progress: Progress;
  readonly #starter: Texts;
  readonly #texts: Signal<Texts>;
  readonly #replacement = signal<Replacement | undefined>(undefined);
  readonly #earlier = signal<readonly EarlierDraft[]>([]);
  readonly #changedElsewhere = signal(false);
  /** This tab saved after the other one did, so the other's draft is among the earlier ones. */
  #savedSinceElsewhere = false;
  readonly #endListening: () => void;

  /** Whether anything differs from the starter. */
  readonly isChanged: ReadonlySignal<boolean>;

  constructor(exercise: Exercise, progress: Progress) {
    this.#exercise = exercise;
    this.#progress = progress;
    this.#starter = starterTexts(exercise);
    this.#texts = signal<Texts>(this.#overlayDraft(progress.drafts.read(exercise.id)));
    this.#earlier.value = progress.drafts.earlier(exercise.id);
    this.isChanged = computed(() => Object.keys(pickChanged(exercise, this.texts.value)).length > 0);
    this.#endListening = progress.onChange(({ kind, id, from }) => {
      if (id !== exercise.id) return;
      if (kind === 'earlier-drafts') this.#earlier.value = progress.drafts.earlier(exercise.id);
      if (kind === 'draft' && from === 'other-tab') this.#hearOtherTab();
    });
  }

  /** Text of each file that the learner can change. */
  get texts(): ReadonlySignal<Texts> {
    return this.#texts;
  }

  /** The latest replacement, until it is undone or dismissed. */
  get replacement(): ReadonlySignal<Replacement | undefined> {
    return this.#replacement;
  }

  /** Drafts that something else took the place of, newest first. */
  get earlier(): ReadonlySignal<readonly EarlierDraft[]> {
    return this.#earlier;
  }

  /** Another tab saved a draft of this exercise; the learner has not said yet which one to go on with. */
  get changedElsewhere(): ReadonlySignal<boolean> {
    return this.#changedElsewhere;
  }

  /** Takes in a keystroke. */
  edit(path: string, text: string): void {
    if (this.texts.value[path] === text || !(path in this.texts.value)) return;
    this.#set({ ...this.texts.value, [path]: text });
  }

  /** Back to the starter. */
  reset(): void {
    this.#replace(this.#starter, 'starter', 'reset');
  }

  /** The author's solution takes the draft's place. */
  useSolution(): void {
    this.#replace(solutionTexts(this.#exercise), 'solution', 'solution');
  }

  /** An earlier draft takes the present one's place. */
  restore(draft: EarlierDraft): void {
    this.#replace(this.#overlayDraft(draft), 'earlier-draft', 'reset');
  }

  /** Takes back the latest replacement. */
  undoReplacement(): void {
    const replacement = this.#replacement.value;
    if (!replacement) return;
    this.#replacement.value = undefined;
    this.#set(replacement.before);
  }

  dismissReplacement(): void {
    this.#replacement.value = undefined;
  }

  /** Goes on with what the other tab saved; this tab's texts can be had back. */
  takeOtherTab(): void {
    const { drafts } = this.#progress;
    drafts.flush();
    const kept = this.#savedSinceElsewhere ? drafts.earlier(this.#exercise.id)[0] : undefined;
    const theirs = kept?.reason === 'other-tab' ? kept : drafts.read(this.#exercise.id);
    this.#changedElsewhere.value = false;
    this.#replacement.value = { by: 'other-tab', before: this.texts.value };
    this.#set(this.#overlayDraft(theirs));
  }

  /** Goes on with this tab's texts; the other tab's draft becomes an earlier one. */
  keepThisTab(): void {
    if (!this.#savedSinceElsewhere) this.#progress.drafts.keep(this.#exercise.id, 'other-tab');
    this.#changedElsewhere.value = false;
    this.#save();
  }

  /** Ends listening to other tabs; writes what is not written yet. */
  dispose(): void {
    this.#endListening();
    this.#progress.drafts.flush();
  }

  #hearOtherTab(): void {
    // An edit of this tab may be on its way to the storage. Written now, it makes the other's draft an earlier one.
    const { drafts } = this.#progress;
    const before = drafts.earlier(this.#exercise.id)[0];
    drafts.flush();
    this.#savedSinceElsewhere = drafts.earlier(this.#exercise.id)[0]?.savedAt !== before?.savedAt;
    this.#changedElsewhere.value = true;
  }

  #replace(texts: Texts, by: Replacement['by'], reason: KeepReason): void {
    this.#progress.drafts.keep(this.#exercise.id, reason);
    this.#replacement.value = { by, before: this.texts.value };
    this.#set(texts);
  }

  #set(texts: Texts): void {
    this.#texts.value = texts;
    this.#save();
  }

  #save(): void {
    const { drafts } = this.#progress;
    const changed = pickChanged(this.#exercise, this.texts.value);
    // Of an untouched exercise there is no draft: it follows the author's starter.
    if (Object.keys(changed).length === 0 && !this.#changedElsewhere.value) drafts.discard(this.#exercise.id);
    else drafts.save(this.#exercise.id, changed);
    this.#savedSinceElsewhere = true;
  }

  /** What a draft has of other files, from another version of the course, must not run unseen. */
  #overlayDraft(draft: Pick<Draft, 'files'> | undefined): Texts {
    const known = solutionTexts(this.#exercise);
    const files = Object.entries(draft?.files ?? {}).filter(([path]) => path in known);
    return { ...this.#starter, ...Object.fromEntries(files) };
  }
}
