/** Lines that are lit from outside: those that the callback at a trace's playhead runs. */
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const setLit = StateEffect.define<{ readonly from: number; readonly to: number }>();
const lit = Decoration.line({ class: 'ws-lit-line' });

export const litLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setLit)) continue;
      const { doc } = transaction.state;
      const last = Math.min(effect.value.to, doc.lines);
      const ranges = [];
      for (let line = effect.value.from; line <= last; line += 1) ranges.push(lit.range(doc.line(line).from));
      return Decoration.set(ranges);
    }
    return lines.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lights the lines and brings the first one into view, without moving the cursor. */
export function lightLines(view: EditorView, from: number, to: number): void {
  const effects: StateEffect<unknown>[] = [setLit.of({ from, to })];
  const isThere = from >= 1 && from <= to && from <= view.state.doc.lines;
  if (isThere) effects.push(EditorView.scrollIntoView(view.state.doc.line(from).from, { y: 'nearest' }));
  view.dispatch({ effects });
}
