/** Mistakes in JSON: the same in both stacks, so no engine is asked. */
import { jsonParseLinter } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { SyntaxProblem } from '../../runtimes/runtime.ts';

const parse = jsonParseLinter();

/** Empty text is no mistake yet. */
export function findJsonProblems(text: string): readonly SyntaxProblem[] {
  if (text.trim() === '') return [];
  const state = EditorState.create({ doc: text });
  // All that the linter asks of a view.
  return parse({ state } as EditorView).map(({ from, message }) => {
    const line = state.doc.lineAt(from);
    return { message, line: line.number, column: from - line.from + 1 };
  });
}
