/** Brings a program of a text to life: its buttons, its editor when wanted, its output in place. Loaded on first use. */
import { effect } from '@preact/signals';
import { hydrate, render } from 'preact';
import { attachStyles } from '../../workspace/attach-styles.ts';
import type { CodeEditor } from '../../workspace/editor/code-editor.ts';
import { findEngine } from '../programs/lesson-engine.ts';
import { readProgram } from '../programs/read-program.ts';
import { SnippetBar } from './SnippetBar.tsx';
import { SnippetOutput } from './SnippetOutput.tsx';
import { SnippetSession } from './snippet-session.ts';

/** Connects the figure of a program. Call it once for each. */
export function openSnippet(figure: HTMLElement): SnippetSession {
  attachStyles();
  const program = readProgram(figure);
  const session = new SnippetSession(program, findEngine(program.stack));
  let editor: CodeEditor | undefined;
  const reset = () => {
    if (session.version === 'original') return;
    session.reset();
    editor?.setText(program.name, program.code);
  };
  const bar = figure.querySelector('.snippet-bar');
  if (bar) hydrate(<SnippetBar session={session} onReset={reset} />, bar);
  showOutput(figure, session);
  effect(() => {
    figure.dataset.version = session.version;
  });
  const endWaiting = effect(() => {
    if (!session.isEditing.value) return;
    // Not within the effect itself: what the editor reads is none of its business.
    queueMicrotask(async () => {
      endWaiting();
      editor = await openEditor(figure, session);
    });
  });
  return session;
}

/** The output just printed takes the place of the one that the page came with. */
function showOutput(figure: HTMLElement, session: SnippetSession): void {
  const next = figure.nextElementSibling;
  const written = next instanceof HTMLElement && next.matches('.code-output') ? next : undefined;
  const caption = written?.querySelector('figcaption');
  const title = caption?.textContent ?? '';
  const place = document.createElement('div');
  place.className = 'snippet-output';
  (written ?? figure).after(place);
  render(<SnippetOutput session={session} />, place);
  effect(() => {
    const hasRun = session.run.value !== undefined;
    place.hidden = !hasRun;
    if (written) written.hidden = hasRun;
    caption?.replaceChildren(session.version === 'yours' ? `${title} of the original` : title);
  });
}

/** Puts an editor in the place of the highlighted code. */
async function openEditor(figure: HTMLElement, session: SnippetSession): Promise<CodeEditor> {
  const { createCodeEditor } = await import('../../workspace/editor/code-editor.ts');
  const { name } = session.original;
  const host = document.createElement('div');
  host.className = 'snippet-editor';
  const note = document.createElement('p');
  note.className = 'snippet-note';
  note.id = `snippet-note-${++notes}`;
  note.textContent = 'Ctrl+Enter runs. Esc, then Tab leaves the editor. Changes last until you leave this page.';
  figure.querySelector('pre')?.replaceWith(host, note);
  host.addEventListener('keydown', (event) => runOnEnter(event, session), { capture: true });
  const editor = createCodeEditor(host, {
    onEdit: (_path, text) => session.edit(text),
    findSyntaxProblems: (path, text) => session.findSyntaxProblems(path, text),
  });
  editor.show({ path: name, text: session.code.peek(), access: 'edit', noteId: note.id });
  host.querySelector<HTMLElement>('.cm-content')?.focus();
  return editor;
}

let notes = 0;

/** Captured: the editor has a command of its own on these keys. */
function runOnEnter(event: KeyboardEvent, session: SnippetSession): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  void session.start();
}
