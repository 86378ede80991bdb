/** One open exercise: its state, each piece with one writer, and what the learner can do with it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import { summarizeGrade } from '../../grading/summarize.ts';
import type { Progress } from '../../progress/progress.ts';
import type { Draft, EarlierDraft } from '../../progress/record-kinds.ts';
import type { RunEnd, RunEvent, Runtime, SourceLocation } from '../../runtimes/runtime.ts';
import type { TraceKind } from '../../runtimes/trace.ts';
import { TracePlayer } from '../trace/trace-player.ts';
import { announceEngine } from './announce-engine.ts';
import { Announcer } from './announcer.ts';
import { Checker, type TraceListener } from './checker.ts';
import { Database } from './database.ts';
import { describeRunEnd } from './describe-run.ts';
import { Engine } from './engine.ts';
import { Help } from './help.ts';
import { LearnerFiles } from './learner-files.ts';
import { LostRun } from './lost-run.ts';
import { OpenFiles } from './open-files.ts';
import { Panes, type WorkspaceLayout } from './panes.ts';
import { PreviewLink } from './preview-link.ts';
import { Program, type RunRefusal } from './program.ts';
import { composeProject, type Texts } from './project.ts';
import { RecordedRequests } from './recorded-requests.ts';
import { type KeptFileStore, RunFiles } from './run-files.ts';
import { RUNTIME_NAMES, RuntimeChoice, type RuntimeId, type RuntimeRequest } from './runtime-choice.ts';
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

/** Said when the embedded engine has taken the place of a runtime that cannot be had. */
export const FALLBACK_SENTENCE = 'The embedded Node.js runs this exercise meanwhile.';

/**
 * Panes read its parts (`files`, `engine`, `program`, …) and call the actions here and there; they write no state.
 * An action that touches several parts is a method of this class.
 */
export class Workspace {
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
  readonly #progress: Progress;
  readonly #endAnnouncing: () => void;
  readonly #gradedTexts = signal<Texts | undefined>(undefined);
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
    this.#progress = progress;
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
      () => this.#gradedTexts.value !== undefined && this.#gradedTexts.value !== this.files.texts.value,
    );
  }

  /** Runs the exercise's command on the learner's files, or another. */
  async run(command: readonly string[] = this.exercise.command): Promise<void> {
    const end = await this.#start(command);
    if (!end) return;
    // Nothing serves the preview any more; what a program printed before it ended by itself is in the output.
    if (end.outcome !== 'stopped' && this.panes.inFront.value.has('preview')) this.panes.reveal('output');
    this.announcer.announce(describeRunEnd(end).sentence);
  }

  /** As `run`, recorded, and shows the event loop when the program has ended. */
  async runAndTrace(): Promise<void> {
    if (!this.canTrace.value) return;
    const end = await this.#start(this.exercise.command, ['callbacks', 'requests']);
    if (!end) return;
    this.trace.complete();
    this.panes.reveal('trace');
    const count = this.trace.ids.value.length;
    this.announcer.announce(`${describeRunEnd(end).sentence} The event loop shows ${count} callbacks.`);
  }

  /** Runs the exercise's tests on the learner's files and records the grade. */
  async check(): Promise<void> {
    this.help.closeSolution();
    this.panes.reveal('tests');
    const texts = this.files.texts.value;
    const grade = await this.work.begin('check', (stop) => {
      this.#gradedTexts.value = texts;
      const trace = this.requests.begin('check');
      const onTrace: TraceListener = (batch, test) => this.requests.take(batch, 'check', test);
      return this.checker.check(composeProject(this.exercise, texts), stop, { trace, onTrace });
    });
    if (!grade) return;
    this.announcer.announce(summarizeGrade(grade));
    // What the learner stopped says nothing about the code.
    if (grade.outcome === 'could-not-run' && grade.obstacle.cause === 'stopped') return;
    const { passed, total, skipped } = grade.counts;
    this.#progress.results.recordGrade(this.exercise.id, { outcome: grade.outcome, passed, total: total - skipped });
  }

  /** Records requests from now on. Recording begins with a run: a server that is running is started again. */
  async recordRequests(): Promise<void> {
    this.requests.record();
    const command = this.program.run.value?.command;
    if (this.work.activity.value !== 'run' || !command) {
      this.announcer.announce('Requests of the next run and of the next check are recorded.');
      return;
    }
    await this.work.stopAndWait();
    await this.run(command);
  }

  /** What the learner has written in another exercise; nothing when it is as its author gave it. */
  readDraft(exerciseId: string): Draft | undefined {
    return this.#progress.drafts.read(exerciseId);
  }

  /** Shows a recorded request. */
  openRequest(key: string): void {
    this.requests.choose(key);
    this.panes.reveal('request');
  }

  /** Brings back the server that went away with the page, unless it was what ended the page. */
  async restorePreview(): Promise<void> {
    if (this.preview.kept.isServing && !this.lostRun.lost.value) await this.serveAgain();
  }

  /** Starts the server that was there last. */
  async serveAgain(): Promise<void> {
    const { command } = this.preview.kept;
    if (command) await this.run(command);
  }

  /** Gets the runtime ready: the learner has come near. */
  warmUp(): void {
    if (this.runtimes.mayWarmUp) this.engine.warmUp();
  }

  /** Runs programs in another runtime from now on, unless one runs right now. */
  chooseRuntime(runtime: RuntimeId): void {
    if (this.work.activity.value !== undefined) return;
    this.terminal.showOutput();
    this.runtimes.choose(runtime);
    this.engine.retry();
    this.announcer.announce(`Programs run in: ${RUNTIME_NAMES[runtime]}.`);
  }

  /** Stops what goes on. */
  stop(): void {
    this.work.stop();
  }

  /** Back to the starter; the learner's texts can be had back. */
  reset(): void {
    if (!this.canReset.value) {
      this.announcer.announce('Your files are as the exercise gave them.');
      return;
    }
    this.help.closeSolution();
    if (this.runFiles.hasKept.value) this.dropRunFiles();
    if (!this.files.isChanged.value) return;
    this.files.reset();
    this.announcer.announce('Your files were reset. You can undo that.');
  }

  /** The next run starts without what earlier ones left behind, which can be had back. */
  dropRunFiles(): void {
    this.runFiles.drop();
    this.database?.forgetQueries();
    this.announcer.announce('The next run starts with a new database. You can undo that.');
  }

  /** An earlier draft takes the place of the learner's texts, which can be had back. */
  restore(draft: EarlierDraft): void {
    this.help.closeSolution();
    this.files.restore(draft);
    this.announcer.announce('Your files now hold the earlier version. You can undo that.');
  }

  undoReplacement(): void {
    this.files.undoReplacement();
    this.announcer.announce('Your files are as they were before.');
  }

  /** The author's solution takes the place of the learner's texts, which can be had back. */
  useSolution(): void {
    this.files.useSolution();
    this.help.closeSolution();
    this.announcer.announce('Your files now hold the solution. You can undo that.');
  }

  openNextHint(): void {
    this.panes.reveal('task');
    // A hint that opens is read out where it stands.
    if (this.help.openNextHint() === undefined) this.announcer.announce('There are no more hints.');
  }

  /** Shows the solution beside the learner's code, or asks first. */
  askForSolution(): void {
    this.help.askForSolution();
    if (this.help.solution.value === 'open') this.#showComparison();
  }

  /** The learner was asked and wants to see it. */
  openSolution(): void {
    this.help.openSolution();
    this.#showComparison();
  }

  /** Opens a file at a line. */
  goTo(location: SourceLocation): void {
    this.help.closeSolution();
    this.panes.reveal('code');
    this.openFiles.goTo(location);
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

  async #start(
    command: readonly string[],
    wanted: readonly TraceKind[] = [],
  ): Promise<RunEnd | RunRefusal | undefined> {
    this.help.closeSolution();
    this.panes.reveal('output');
    const texts = this.files.texts.value;
    return this.work.begin('run', async (stop) => {
      const project = { ...composeProject(this.exercise, texts), ...(await this.runFiles.begin()) };
      this.database?.forgetQueries();
      if (wanted.includes('callbacks')) this.trace.begin();
      const trace = [...new Set([...wanted, ...this.requests.begin('run')])];
      const onEvent = (event: RunEvent) => this.#watch(event);
      return this.program.start(project, command, stop, { keep: this.runFiles.wanted, onEvent, trace });
    });
  }

  #bringPreview(): void {
    this.panes.reveal('preview');
    this.announcer.announce('A server of your program is listening. Its page is in the preview.');
  }

  #watch(event: RunEvent): void {
    if (event.type === 'file-kept' || event.type === 'file-not-kept') this.runFiles.take(event);
    else if (event.type === 'queries') this.database?.take(event.log);
    else if (event.type === 'trace') {
      this.trace.take(event.batch);
      this.requests.take(event.batch, 'run');
    }
  }

  #showComparison(): void {
    const { tabs, openPath } = this.openFiles;
    if (tabs.value.find(({ path }) => path === openPath.value)?.kind !== 'yours') {
      const first = tabs.value.find(({ kind }) => kind === 'yours');
      if (first) this.openFiles.open(first.path);
    }
    this.panes.reveal('code');
    this.announcer.announce('The solution stands beside your code.');
  }
}
