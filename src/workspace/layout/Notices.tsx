/** What the learner should know and can answer: an engine that failed, replaced files, another tab, the storage. */
import type { ComponentChildren } from 'preact';
import type { Replacement } from '../model/learner-files.ts';
import { FALLBACK_SENTENCE } from '../model/runtime-choice.ts';
import type { Activity } from '../model/work.ts';
import type { Workspace } from '../model/workspace.ts';
import { Icon, type IconName } from './Icon.tsx';

const REPLACED: Readonly<Record<Replacement['by'], string>> = {
  starter: 'Your files are back to the start.',
  solution: 'Your files now hold the solution.',
  'earlier-draft': 'Your files now hold the earlier version.',
  'other-tab': 'Your files now hold what the other tab saved.',
};

const LOST: Readonly<Record<Activity, string>> = {
  run: 'Your last run ended the whole tab: most likely the program used up all memory that the browser has for it.',
  check: 'Your last check ended the whole tab: most likely the code used up all memory that the browser has for it.',
};
const LOST_HINT = 'Your code is as you left it. Look for a loop that keeps everything it makes, then run it again.';

export function Notices({ workspace }: { readonly workspace: Workspace }) {
  return (
    <div class="ws-notices">
      <LostRun workspace={workspace} />
      <EngineFailure workspace={workspace} />
      <RuntimeFallback workspace={workspace} />
      <OtherTab workspace={workspace} />
      <Replaced workspace={workspace} />
      <RunFilesOfOtherTab workspace={workspace} />
      <RunFilesDropped workspace={workspace} />
      <RunFilesProblem workspace={workspace} />
      {workspace.problems.all.value.map(({ id, message, hint }) => (
        <Notice key={id} icon="alert" tone="warn" text={`${message} ${hint}`}>
          <button type="button" class="ts-button" onClick={() => workspace.problems.dismiss(id)}>
            Understood
          </button>
        </Notice>
      ))}
    </div>
  );
}

function LostRun({ workspace: { lostRun } }: { readonly workspace: Workspace }) {
  if (!lostRun.lost.value) return null;
  return (
    <Notice icon="alert" tone="warn" text={`${LOST[lostRun.lost.value]} ${LOST_HINT}`}>
      <button type="button" class="ts-button" onClick={() => lostRun.dismiss()}>
        Understood
      </button>
    </Notice>
  );
}

function EngineFailure({ workspace }: { readonly workspace: Workspace }) {
  const status = workspace.engine.status.value;
  if (status.state !== 'failed') return null;
  return (
    <Notice icon="alert" tone="bad" text={`${status.message} ${status.hint}`}>
      <button type="button" class="ts-button" onClick={() => workspace.engine.retry()}>
        Try again
      </button>
    </Notice>
  );
}

function RuntimeFallback({ workspace }: { readonly workspace: Workspace }) {
  const reason = workspace.runtimes.notice.value;
  if (!reason) return null;
  return (
    <Notice icon="alert" tone="warn" text={`${reason.message} ${reason.hint} ${FALLBACK_SENTENCE}`}>
      <button type="button" class="ts-button" onClick={() => workspace.engine.retry()}>
        Try again
      </button>
      <button type="button" class="ts-button ts-button-quiet" onClick={() => workspace.runtimes.dismissNotice()}>
        Understood
      </button>
    </Notice>
  );
}

function OtherTab({ workspace: { files } }: { readonly workspace: Workspace }) {
  if (!files.changedElsewhere.value) return null;
  return (
    <Notice
      icon="alert"
      tone="warn"
      text="This exercise was changed in another tab. Which version do you want to go on with?"
    >
      <button type="button" class="ts-button" onClick={() => files.takeOtherTab()}>
        The other tab’s
      </button>
      <button type="button" class="ts-button" onClick={() => files.keepThisTab()}>
        This one
      </button>
    </Notice>
  );
}

function Replaced({ workspace }: { readonly workspace: Workspace }) {
  const replacement = workspace.files.replacement.value;
  if (!replacement) return null;
  return (
    <Notice icon="undo" tone="plain" text={REPLACED[replacement.by]}>
      <button type="button" class="ts-button" onClick={() => workspace.undoReplacement()}>
        Undo
      </button>
      <button type="button" class="ts-button ts-button-quiet" onClick={() => workspace.files.dismissReplacement()}>
        Close
      </button>
    </Notice>
  );
}

function RunFilesOfOtherTab({ workspace: { runFiles } }: { readonly workspace: Workspace }) {
  if (!runFiles.changedElsewhere.value) return null;
  return (
    <Notice
      icon="alert"
      tone="warn"
      text="A run in another tab changed the database of this exercise. Which one do you want to go on with?"
    >
      <button type="button" class="ts-button" onClick={() => void runFiles.takeOtherTab()}>
        The other tab’s database
      </button>
      <button type="button" class="ts-button" onClick={() => runFiles.keepThisTab()}>
        This tab’s
      </button>
    </Notice>
  );
}

function RunFilesDropped({ workspace: { runFiles } }: { readonly workspace: Workspace }) {
  if (!runFiles.dropped.value) return null;
  return (
    <Notice icon="undo" tone="plain" text="The next run starts with a new database.">
      <button type="button" class="ts-button" onClick={() => runFiles.undoDrop()}>
        Keep the old one
      </button>
      <button type="button" class="ts-button ts-button-quiet" onClick={() => runFiles.dismissDrop()}>
        Close
      </button>
    </Notice>
  );
}

function RunFilesProblem({ workspace: { runFiles } }: { readonly workspace: Workspace }) {
  if (runFiles.problem.value === undefined) return null;
  return (
    <Notice icon="alert" tone="warn" text={runFiles.problem.value}>
      <button type="button" class="ts-button" onClick={() => runFiles.dismissProblem()}>
        Understood
      </button>
    </Notice>
  );
}

interface NoticeProps {
  readonly icon: IconName;
  readonly tone: 'plain' | 'warn' | 'bad';
  readonly text: string;
  readonly children: ComponentChildren;
}

function Notice({ icon, tone, text, children }: NoticeProps) {
  return (
    <div class="ws-notice" data-tone={tone}>
      <Icon name={icon} />
      <p>{text}</p>
      <div class="ws-notice-actions">{children}</div>
    </div>
  );
}
