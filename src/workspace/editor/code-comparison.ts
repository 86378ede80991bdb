/** Two versions of a file, to be read. A chunk of its own, loaded when a solution is shown. */
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { loadLanguage } from './languages.ts';
import { theme } from './theme.ts';

export interface ComparisonSetting {
  readonly path: string;
  readonly mine: string;
  readonly solution: string;
  /** `beside` each other, or changed lines `below` each other where there is no room. */
  readonly manner: 'beside' | 'below';
}

export interface Comparison {
  destroy(): void;
}

/** Puts a comparison into an element, which it empties when it goes away. */
export function createComparison(parent: HTMLElement, setting: ComparisonSetting): Comparison {
  let view: MergeView | EditorView | undefined;
  let isGone = false;
  loadLanguage(setting.path).then((language) => {
    if (isGone) return;
    const reading = (label: string): Extension => [
      lineNumbers(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': `${label}: ${setting.path}`, tabindex: '0' }),
      language,
      theme,
    ];
    view = setting.manner === 'beside' ? createBeside(parent, setting, reading) : createBelow(parent, setting, reading);
  });
  return {
    destroy() {
      isGone = true;
      view?.destroy();
    },
  };
}

type Reading = (label: string) => Extension;

function createBeside(parent: HTMLElement, { mine, solution }: ComparisonSetting, reading: Reading): MergeView {
  return new MergeView({
    parent,
    a: { doc: mine, extensions: reading('Your code') },
    b: { doc: solution, extensions: reading('Solution') },
    gutter: true,
  });
}

function createBelow(parent: HTMLElement, { mine, solution }: ComparisonSetting, reading: Reading): EditorView {
  return new EditorView({
    parent,
    doc: solution,
    extensions: [
      reading('Your code and the solution'),
      unifiedMergeView({ original: mine, mergeControls: false, gutter: true }),
    ],
  });
}
