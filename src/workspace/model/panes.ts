/** The panes of a workspace: how they are arranged, which are in front, how large they are, and which dialog is open. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Progress } from '../../progress/progress.ts';

export type PaneId = 'task' | 'code' | 'output' | 'tests' | 'trace' | 'request' | 'preview' | 'database';

/** `page`: an exercise's own page. `lesson`: embedded in a lesson's text. */
export type WorkspaceLayout = 'page' | 'lesson';

/**
 * `tabs`: one pane at a time. `split`: code over everything else. `stacked`: the task beside code over results.
 * `columns`: task, code and results side by side.
 */
export type Arrangement = 'tabs' | 'split' | 'stacked' | 'columns';

/** `earlier`: the drafts that something else took the place of. `runtime`: where programs run. */
export type DialogName = 'shortcuts' | 'earlier' | 'runtime';

/** What a separator moves: the share of the pane before it, in percent. */
export type Separator = 'task' | 'code';

const TABS_BELOW = 720;
const COLUMNS_FROM = 1280;

/** Panes that share a place: all but one of a group are behind it. */
const GROUPS: Readonly<Record<Arrangement, readonly (readonly PaneId[])[]>> = {
  tabs: [['task', 'code', 'output', 'tests', 'trace', 'preview', 'request', 'database']],
  split: [['code'], ['task', 'output', 'tests', 'trace', 'preview', 'request', 'database']],
  stacked: [['task'], ['code'], ['output', 'tests', 'trace', 'preview', 'request', 'database']],
  columns: [['task'], ['code'], ['output', 'tests', 'trace', 'preview', 'request', 'database']],
};

const DEFAULT_SHARES: Readonly<Record<Arrangement, Readonly<Record<Separator, number>>>> = {
  tabs: { task: 0, code: 0 },
  split: { task: 0, code: 58 },
  stacked: { task: 38, code: 58 },
  columns: { task: 30, code: 42 },
};

/** What is left beside results that stand side by side themselves: on the narrowest page with columns they get 44 rem. */
const WIDE_RESULTS: Readonly<Record<Separator, number>> = { task: 17, code: 27 };

export const SHARE_MIN = 15;
export const SHARE_MAX = 80;

export class Panes {
  readonly #layout: WorkspaceLayout;
  readonly #progress: Progress;
  readonly #arrangement = signal<Arrangement>('stacked');
  readonly #recent = signal<readonly PaneId[]>(['task', 'code', 'output', 'tests', 'trace', 'preview', 'request']);
  readonly #shares: Signal<Readonly<Record<string, number>>>;
  /** In the place of `#shares` for a while, and never remembered. */
  readonly #lent = signal<Readonly<Record<string, number | undefined>>>({});
  readonly #dialog = signal<DialogName | undefined>(undefined);
  /** The pane in front of each group. */
  readonly inFront: ReadonlySignal<ReadonlySet<PaneId>>;
  readonly groups: ReadonlySignal<readonly (readonly PaneId[])[]>;

  /** `absent`: panes that this exercise has no use for. */
  constructor(layout: WorkspaceLayout, progress: Progress, absent: readonly PaneId[] = []) {
    this.#layout = layout;
    this.#progress = progress;
    // In a lesson the task stands above in the text; on a phone the code should be there at once.
    if (layout === 'lesson') this.#recent.value = ['code', 'output', 'task', 'tests', 'trace', 'preview', 'request'];
    this.#shares = signal<Readonly<Record<string, number>>>(progress.readSettings().panes);
    this.groups = computed(() =>
      GROUPS[this.#arrangement.value].map((group) => group.filter((pane) => !absent.includes(pane))),
    );
    this.inFront = computed(() => {
      const recent = this.#recent.value;
      return new Set(this.groups.value.map((group) => recent.find((pane) => group.includes(pane)) ?? 'code'));
    });
  }

  get arrangement(): ReadonlySignal<Arrangement> {
    return this.#arrangement;
  }

  get dialog(): ReadonlySignal<DialogName | undefined> {
    return this.#dialog;
  }

  /** Arranges the panes for a width in CSS pixels. */
  fit(width: number): void {
    if (width < TABS_BELOW) this.#arrangement.value = 'tabs';
    else if (this.#layout === 'lesson') this.#arrangement.value = 'split';
    else this.#arrangement.value = width < COLUMNS_FROM ? 'stacked' : 'columns';
  }

  /** Brings a pane to the front of its group. */
  reveal(pane: PaneId): void {
    if (this.#recent.value[0] === pane) return;
    this.#recent.value = [pane, ...this.#recent.value.filter((other) => other !== pane)];
  }

  /** The share of the pane before a separator, in percent. */
  share(separator: Separator): number {
    const arrangement = this.#arrangement.value;
    const name = `${arrangement}-${separator}`;
    return this.#lent.value[name] ?? this.#shares.value?.[name] ?? DEFAULT_SHARES[arrangement][separator];
  }

  /** Moves a separator for as long as this page is open. */
  resize(separator: Separator, percent: number): void {
    const share = Math.round(Math.min(SHARE_MAX, Math.max(SHARE_MIN, percent)) * 10) / 10;
    const name = `${this.#arrangement.value}-${separator}`;
    this.#shares.value = { ...this.#shares.value, [name]: share };
    this.#lent.value = { ...this.#lent.value, [name]: undefined };
  }

  /**
   * Lends the results the room to stand side by side, where there are columns. Calling what it returns gives it back;
   * a separator that was moved meanwhile stays where it is.
   */
  widenResults(): () => void {
    if (this.#arrangement.value !== 'columns') return () => undefined;
    const separators = ['task', 'code'] as const;
    this.#lent.value = Object.fromEntries(
      separators.map((each) => [`columns-${each}`, Math.min(this.share(each), WIDE_RESULTS[each])]),
    );
    return () => {
      this.#lent.value = {};
    };
  }

  /** Remembers the present sizes for the next visit. */
  keepShares(): void {
    this.#progress.changeSettings({ panes: { ...this.#shares.value } });
  }

  resetShare(separator: Separator): void {
    this.resize(separator, DEFAULT_SHARES[this.#arrangement.value][separator]);
    this.keepShares();
  }

  openDialog(name: DialogName): void {
    this.#dialog.value = name;
  }

  closeDialog(): void {
    this.#dialog.value = undefined;
  }
}
