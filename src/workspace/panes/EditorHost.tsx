/** Holds the editor, which is loaded for it, and keeps the two of them in step: state to editor, keystrokes to state. */
import { effect, untracked, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodeEditor, ShownFile } from '../editor/code-editor.ts';
import { Icon } from '../layout/Icon.tsx';
import type { Workspace } from '../model/workspace.ts';
import { JumpButton } from './JumpButton.tsx';

export interface EditorHostProps {
  readonly workspace: Workspace;
  readonly isBehind: boolean;
}

export function EditorHost({ workspace, isBehind }: EditorHostProps) {
  const [editor, setEditor] = useState<CodeEditor>();
  const [hasFailed, setHasFailed] = useState(false);
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let created: CodeEditor | undefined;
    let isLoading = false;
    let isGone = false;
    const load = async () => {
      isLoading = true;
      const { createCodeEditor } = await import('../editor/code-editor.ts');
      if (isGone || !host.current) return;
      created = createCodeEditor(host.current, {
        onEdit: (path, text) => workspace.files.edit(path, text),
        findSyntaxProblems: (path, text) => workspace.syntax.find(path, text),
      });
      // With its text from the start: an empty editor would be seen to grow.
      created.show(describeOpenFile(workspace));
      setEditor(created);
    };
    // On a phone the task is in front at first: who only reads it needs no editor.
    const endWatching = effect(() => {
      if (!isLoading && workspace.panes.inFront.value.has('code')) load().catch(() => setHasFailed(true));
    });
    return () => {
      isGone = true;
      endWatching();
      created?.destroy();
    };
  }, [workspace]);

  return (
    <div class="ws-editor" hidden={isBehind}>
      <div ref={host} class="ws-editor-host" />
      {editor ? (
        <EditorBinding key={workspace.exercise.id} editor={editor} workspace={workspace} />
      ) : (
        <PlainFile workspace={workspace} />
      )}
      {hasFailed && (
        <p class="ws-editor-failure" role="alert">
          The editor could not be loaded. See whether you are online and reload the page: your code is kept.
        </p>
      )}
      <SyntaxLine workspace={workspace} />
      <p class="ws-editor-note" id={`ws-${workspace.exercise.id}-editor-note`}>
        Tab indents. <kbd class="ts-key">Esc</kbd> then <kbd class="ts-key">Tab</kbd> leaves the editor.
      </p>
    </div>
  );
}

/** Text of a file with a tab. */
function readText({ files, exercise }: Workspace, path: string): string {
  return files.texts.value[path] ?? exercise.starter.text[path] ?? exercise.tests.text[path] ?? '';
}

function describeOpenFile(workspace: Workspace): ShownFile {
  const { openFiles, exercise } = workspace;
  const path = openFiles.openPath.value;
  const isYours = openFiles.tabs.value.some((tab) => tab.path === path && tab.kind === 'yours');
  return {
    path,
    text: readText(workspace, path),
    access: isYours ? 'edit' : 'read',
    noteId: `ws-${exercise.id}-editor-note`,
  };
}

/** Until the editor is there: the file as it will look. */
function PlainFile({ workspace }: { readonly workspace: Workspace }) {
  const path = workspace.openFiles.openPath.value;
  return (
    <pre
      class="ws-plain-file"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      {readText(workspace, path)}
    </pre>
  );
}

/** The mistake in words: a mark alone says nothing on a phone, or to who does not see it. */
function SyntaxLine({ workspace }: { readonly workspace: Workspace }) {
  const finding = workspace.syntax.latest.value;
  const [problem] = finding?.problems ?? [];
  if (!finding || !problem || finding.path !== workspace.openFiles.openPath.value) return null;
  const { message, line, column } = problem;
  return (
    <p class="ws-syntax">
      <Icon name="alert" />
      <span>{message}</span>
      <JumpButton workspace={workspace} location={{ file: finding.path, line, column }} label={`Line ${line}`} />
    </p>
  );
}

function EditorBinding({ editor, workspace }: { readonly editor: CodeEditor; readonly workspace: Workspace }) {
  const { openFiles, engine } = workspace;
  // Effects run in no order to rely on: who needs the open file to be shown shows it.
  const showOpenFile = () => untracked(() => editor.show(describeOpenFile(workspace)));
  useSignalEffect(() => {
    if (engine.status.value.state === 'ready') editor.refreshSyntax();
  });
  useSignalEffect(() => editor.show(describeOpenFile(workspace)));
  useSignalEffect(() => {
    // Files behind the open one may be replaced too.
    for (const [path, text] of Object.entries(workspace.files.texts.value)) editor.setText(path, text);
  });
  useSignalEffect(() => {
    const jump = openFiles.jump.value;
    if (jump?.location.file !== openFiles.openPath.peek()) return;
    showOpenFile();
    editor.select(jump.location);
  });
  useSignalEffect(() => {
    const lit = workspace.trace.lit.value;
    const isShown = lit?.file === openFiles.openPath.value;
    showOpenFile();
    editor.light(isShown ? lit.line : 0, isShown ? (lit.endLine ?? lit.line) : -1);
  });
  return null;
}
