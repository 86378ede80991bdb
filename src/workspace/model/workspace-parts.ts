/** What an open exercise consists of: each piece of its state with one writer, and how they are put together. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { Progress } from '../../progress/progress.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { TracePlayer } from '../trace/trace-player.ts';
import { announceEngine } from './announce-engine.ts';
import { Announcer } from './announcer.ts';
import { Checker } from './checker.ts';
import { Database } from './database.ts';
import { Engine } from './engine.ts';
import { Help } from './help.ts';
import { LearnerFiles } from './learner-files.ts';
import { LostRun } from './lost-run.ts';
import { OpenFiles } from './open-files.ts';
import { Panes, type WorkspaceLayout } from './panes.ts';
import { PreviewLink } from './preview-link.ts';
import { Program } from './program.ts';
import type { Texts } from './project.ts';
import { RecordedRequests } from './recorded-requests.ts';
import { type KeptFileStore, RunFiles } from './run-files.ts';
import { FALLBACK_SENTENCE, RuntimeChoice, type RuntimeId, type RuntimeRequest } from './runtime-choice.ts';
import { StorageProblems } from './storage-problems.ts';
import { Syntax } from './syntax.ts';
import { Terminal } from './terminal.ts';
import { Work } from './work.ts';

/** What a workspace is opened with. */
export interface WorkspaceSetting {
  readonly exercise: Exercise;
  readonly layout: WorkspaceLayout;
  readonly progress: Progress;
  readonly openRuntime: (request: RuntimeRequest) => Promise<Runtime>;
  /** Runtimes that the learner may choose from; the embedded one alone when absent. */
  readonly offeredRuntimes?: readonly RuntimeId[];
  /** Where files that runs leave behind are kept; the browser's own place when absent. */
  readonly keptFiles?: KeptFileStore | undefined;
  /** The window of the page. */
  readonly page: EventTarget;
  /** Id of the element on the page that holds the task. */
  readonly taskId?: string | undefined;
  /** Page of the same task in the other stack. */
  readonly twinUrl?: string | undefined;
}

/** Panes read the parts (`files`, `engine`, `program`, …) and call their actions; they write no state. */
export class WorkspaceParts {
  readonly exercise: Exercise;
  readonly layout: WorkspaceLayout;
  readonly taskId: string | undefined;
  readonly twinUrl: string | undefined;
  readonly announcer = new Announcer();
  readonly work = new Work();
  readonly lostRun: LostRun;
  readonly files: LearnerFiles;
  readonly openFiles: OpenFiles;
  readonly runtimes: RuntimeChoice;
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly program: Program;
  readonly checker: Checker;
  readonly help: Help;
  readonly panes: Panes;
  readonly trace = new TracePlayer();
  readonly requests: RecordedRequests;
  readonly preview: PreviewLink;
  readonly problems: StorageProblems;
  readonly runFiles: RunFiles;
  readonly syntax: Syntax;
  /** Absent for an exercise without one. */
  readonly database: Database | undefined;
  protected readonly progress: Progress;
  readonly #endAnnouncing: () => void;
  /** What the latest grade is about. */
  protected readonly gradedTexts = signal<Texts | undefined>(undefined);
  /** The learner's texts are no longer those that the latest grade is about. */
  readonly isGradeStale: ReadonlySignal<boolean>;
  /** Whether `runAndTrace` has something to show. Until a runtime is open and can be asked, the embedded one counts. */
  readonly canTrace: ReadonlySignal<boolean>;
  /** There is something that Reset would take back. */
  readonly canReset: ReadonlySignal<boolean>;

  constructor(setting: WorkspaceSetting) {
    const { exercise, layout, progress, openRuntime, offeredRuntimes = ['embedded'] } = setting;
    const { keptFiles, taskId, twinUrl } = setting;
    this.exercise = exercise;
    this.layout = layout;
    this.taskId = taskId;
    this.twinUrl = twinUrl;
    this.progress = progress;
    this.lostRun = new LostRun(exercise.id, this.work, setting.page);
    this.files = new LearnerFiles(exercise, progress);
    this.openFiles = new OpenFiles(exercise);
    this.runtimes = new RuntimeChoice({
      exercise,
      progress,
      offered: offeredRuntimes,
      open: openRuntime,
      onFallback: ({ message, hint }) => this.announcer.announce(`${message} ${hint} ${FALLBACK_SENTENCE}`),
    });
    this.engine = new Engine(() => this.runtimes.open());
    // Django's recording costs little and loads nothing; Node's loads a part of the engine and watches every callback.
    this.requests = new RecordedRequests({ recordsAtOnce: exercise.stack === 'django' });
    this.terminal = new Terminal(exercise, this.engine, this.files);
    this.program = new Program(this.engine);
    this.checker = new Checker(this.engine);
    this.help = new Help(exercise, progress);
    this.panes = new Panes(layout, progress, exercise.database === undefined ? ['database'] : []);
    this.preview = new PreviewLink(exercise.id, this.program, () => this.#bringPreview());
    this.problems = new StorageProblems(progress);
    this.runFiles = new RunFiles(exercise, keptFiles);
    this.syntax = new Syntax(this.engine, this.announcer);
    this.database =
      exercise.database === undefined ? undefined : new Database(exercise.database, this.engine, this.runFiles);
    this.canTrace = computed(() => {
      const isEmbeddedNode = exercise.stack === 'node' && this.runtimes.active.value === 'embedded';
      return this.engine.traces.value?.includes('callbacks') ?? isEmbeddedNode;
    });
    this.canReset = computed(() => this.files.isChanged.value || this.runFiles.hasKept.value);
    this.#endAnnouncing = announceEngine(this.engine, exercise.stack, this.announcer);
    this.isGradeStale = computed(
      () => this.gradedTexts.value !== undefined && this.gradedTexts.value !== this.files.texts.value,
    );
  }

  /** Writes what is not written yet and frees the engine. */
  dispose(): void {
    this.work.stop();
    this.trace.pause();
    this.#endAnnouncing();
    this.lostRun.dispose();
    this.preview.dispose();
    this.problems.dispose();
    this.files.dispose();
    this.runFiles.dispose();
    this.engine.dispose();
  }

  #bringPreview(): void {
    this.panes.reveal('preview');
    this.announcer.announce('A server of your program is listening. Its page is in the preview.');
  }
}
