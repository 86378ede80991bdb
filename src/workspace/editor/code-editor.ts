/** The code editor: CodeMirror with what a learner needs. A chunk of its own, loaded when a workspace is on screen. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { SourceLocation } from '../../runtimes/runtime.ts';
import { indentationOf, loadLanguage } from './languages.ts';
import { lightLines, litLines } from './lit-lines.ts';
import { type FindSyntaxProblems, refreshSyntaxMarks, syntaxMarks } from './syntax-marks.ts';
import { theme } from './theme.ts';

/** A file to show. */
export interface ShownFile {
  readonly path: string;
  readonly text: string;
  readonly access: 'edit' | 'read';
  /** Id of the element that says how to leave the editor with the keyboard. */
  readonly noteId: string;
}

/** One editor for all files of a workspace; each file keeps its own undo history, selection and place. */
export interface CodeEditor {
  show(file: ShownFile): void;
  /** Replaces a file's text, as an edit that can be undone. Does nothing when the text is the same. */
  setText(path: string, text: string): void;
  /** Selects a line of the shown file and brings the focus there. */
  select(location: SourceLocation): void;
  /** Lights lines of the shown file, from 1, both included; none for an empty range. */
  light(from: number, to: number): void;
  /** Looks for mistakes once more: what could not be said before may be known now. */
  refreshSyntax(): void;
  destroy(): void;
}

/** What an editor tells, and what it asks. */
export interface EditorEvents {
  /** Hears of each change, the program's own included. */
  readonly onEdit: (path: string, text: string) => void;
  readonly findSyntaxProblems: FindSyntaxProblems;
}

/** After Escape, Tab leaves the editor instead of indenting, for this long or until the next key, in ms. */
const LEAVE_WITHIN_MS = 60_000;

/** Puts an editor into an element. */
export function createCodeEditor(parent: HTMLElement, { onEdit, findSyntaxProblems }: EditorEvents): CodeEditor {
  const view = new EditorView({ parent });
  const language = new Compartment();
  const states = new Map<string, EditorState>();
  let shownPath: string | undefined;

  const createState = ({ path, text, access, noteId }: ShownFile): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        editing,
        language.of([]),
        indentUnit.of(indentationOf(path)),
        EditorState.readOnly.of(access === 'read'),
        access === 'edit' ? syntaxMarks(path, findSyntaxProblems) : [],
        EditorView.contentAttributes.of({
          'aria-label': `${path}${access === 'read' ? ', read-only' : ''}`,
          'aria-describedby': noteId,
          // It takes the focus anyway; checkers do not know that of an editable element.
          tabindex: '0',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onEdit(path, update.state.doc.toString());
        }),
      ],
    });

  const applyLanguage = async (path: string) => {
    const extension = await loadLanguage(path);
    if (shownPath !== path || language.get(view.state) === extension) return;
    view.dispatch({ effects: language.reconfigure(extension) });
  };

  return {
    show(file) {
      if (shownPath === file.path) return;
      if (shownPath !== undefined) states.set(shownPath, view.state);
      shownPath = file.path;
      view.setState(states.get(file.path) ?? createState(file));
      void applyLanguage(file.path);
    },
    setText(path, text) {
      const state = path === shownPath ? view.state : states.get(path);
      if (!state || state.doc.toString() === text) return;
      const transaction = state.update({ changes: { from: 0, to: state.doc.length, insert: text } });
      if (path === shownPath) view.dispatch(transaction);
      else states.set(path, transaction.state);
    },
    select({ line: number }) {
      const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: line.from, head: line.to },
        effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
      });
      view.focus();
    },
    light: (from, to) => lightLines(view, from, to),
    refreshSyntax: () => refreshSyntaxMarks(view),
    destroy: () => view.destroy(),
  };
}

const leavingByTab = EditorView.domEventHandlers({
  keydown(event, view) {
    // After the editor's own handling, which allows two seconds: too short for some people.
    if (event.key === 'Escape') queueMicrotask(() => view.setTabFocusMode(LEAVE_WITHIN_MS));
    return false;
  },
  blur(_event, view) {
    view.setTabFocusMode(false);
    return false;
  },
});

const editing: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightSelectionMatches(),
  leavingByTab,
  litLines,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
  EditorView.contentAttributes.of({ spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off', translate: 'no' }),
  theme,
];
