/** Marks mistakes of the syntax while the learner pauses: a sign in the gutter, a line under the place. */
import { type Diagnostic, forEachDiagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect, type Text } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import type { SyntaxProblem } from '../../runtimes/runtime.ts';

/** Finds the mistakes of a file; undefined when it cannot now. */
export type FindSyntaxProblems = (path: string, text: string) => Promise<readonly SyntaxProblem[] | undefined>;

/** So long after the last key, in ms: a line that is being written is not yet wrong. */
const PAUSE_MS = 500;
/** A page that never rests is not waited for longer than this, in ms. */
const IDLE_WITHIN_MS = 1_000;

const lookAgain = StateEffect.define();

/** Marks the mistakes of one file. */
export function syntaxMarks(path: string, find: FindSyntaxProblems): Extension {
  const source = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    await untilIdle();
    const problems = await find(path, view.state.doc.toString());
    return problems ? problems.map((problem) => placeProblem(view.state.doc, problem)) : presentMarks(view.state);
  };
  return [
    linter(source, {
      delay: PAUSE_MS,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(lookAgain))),
    }),
    lintGutter(),
    keymap.of(lintKeymap),
  ];
}

/** Looks at the shown file once more, for instance because the engine has become ready. */
export function refreshSyntaxMarks(view: EditorView): void {
  view.dispatch({ effects: lookAgain.of(null) });
}

/** The rest of the word, or one character: nothing would be seen of a mark without width. */
function placeProblem(doc: Text, { message, line: number, column }: SyntaxProblem): Diagnostic {
  const line = doc.line(Math.min(Math.max(1, number), doc.lines));
  const from = Math.min(line.from + Math.max(0, column - 1), line.to);
  const word = /^\w+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
  const to = Math.min(from + word, line.to);
  return { from: to === from ? Math.max(line.from, from - 1) : from, to, severity: 'error', message };
}

function presentMarks(state: EditorState): readonly Diagnostic[] {
  const present: Diagnostic[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => present.push({ ...diagnostic, from, to }));
  return present;
}

function untilIdle(): Promise<void> {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in globalThis)) return Promise.resolve();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS }));
}
