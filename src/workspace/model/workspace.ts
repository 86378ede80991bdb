/** One open exercise: its state, each piece with one writer, and what the learner can do with it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import { summarizeGrade } from '../../grading/summarize.ts';
import type { Progress } from '../../progress/progress.ts';
import type { EarlierDraft } from '../../progress/record-kinds.ts';
import type { Runtime, SourceLocation } from '../../runtimes/runtime.ts';
import { TracePlayer } from '../trace/trace-player.ts';
import { announceEngine } from './announce-engine.ts';
import { Announcer } from './announcer.ts';
import { Checker } from './checker.ts';
import { describeRunEnd } from './describe-run.ts';
import { Engine } from './engine.ts';
import { Help } from './help.ts';
import { LearnerFiles } from './learner-files.ts';
import { OpenFiles } from './open-files.ts';
import { Panes, type WorkspaceLayout } from './panes.ts';
import { Program } from './program.ts';
import { composeProject, type Texts } from './project.ts';
import { StorageProblems } from './storage-problems.ts';
import { Work } from './work.ts';

/** What a workspace is opened with. */
export interface WorkspaceSetting {
  readonly exercise: Exercise;
  readonly layout: WorkspaceLayout;
  readonly progress: Progress;
  readonly openRuntime: () => Promise<Runtime>;
  /** Id of the element on the page that holds the task. */
  readonly taskId?: string | undefined;
  /** Page of the same task in the other stack. */
  readonly twinUrl?: string | undefined;
}

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
  readonly files: LearnerFiles;
  readonly openFiles: OpenFiles;
  readonly engine: Engine;
  readonly program: Program;
  readonly checker: Checker;
  readonly help: Help;
  readonly panes: Panes;
  readonly trace = new TracePlayer();
  readonly problems: StorageProblems;
  readonly #progress: Progress;
  readonly #endAnnouncing: () => void;
  readonly #gradedTexts = signal<Texts | undefined>(undefined);
  /** The learner's texts are no longer those that the latest grade is about. */
  readonly isGradeStale: ReadonlySignal<boolean>;

  constructor({ exercise, layout, progress, openRuntime, taskId, twinUrl }: WorkspaceSetting) {
    this.exercise = exercise;
    this.layout = layout;
    this.taskId = taskId;
    this.twinUrl = twinUrl;
    this.#progress = progress;
    this.files = new LearnerFiles(exercise, progress);
    this.openFiles = new OpenFiles(exercise);
    this.engine = new Engine(openRuntime);
    this.program = new Program(this.engine);
    this.checker = new Checker(this.engine);
    this.help = new Help(exercise, progress);
    this.panes = new Panes(layout, progress);
    this.problems = new StorageProblems(progress);
    this.#endAnnouncing = announceEngine(this.engine, exercise.stack, this.announcer);
    this.isGradeStale = computed(
      () => this.#gradedTexts.value !== undefined && this.#gradedTexts.value !== this.files.texts.value,
    );
  }

  /** Runs the exercise's command on the learner's files. */
  async run(): Promise<void> {
    this.help.closeSolution();
    this.panes.reveal('output');
    const project = composeProject(this.exercise, this.files.texts.value);
    const end = await this.work.begin('run', (stop) => this.program.start(project, this.exercise.command, stop));
    if (end) this.announcer.announce(describeRunEnd(end).sentence);
  }

  /** Whether `runAndTrace` has something to show: only Node.js has an event loop to be seen. */
  get canTrace(): boolean {
    return this.exercise.stack === 'node';
  }

  /** As `run`, recorded, and shows the event loop when the program has ended. */
  async runAndTrace(): Promise<void> {
    if (!this.canTrace) return;
    this.help.closeSolution();
    this.panes.reveal('output');
    const project = composeProject(this.exercise, this.files.texts.value);
    const end = await this.work.begin('run', (stop) => {
      this.trace.begin();
      return this.program.start(project, this.exercise.command, stop, (batch) => this.trace.take(batch));
    });
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
      return this.checker.check(composeProject(this.exercise, texts), stop);
    });
    if (!grade) return;
    this.announcer.announce(summarizeGrade(grade));
    // What the learner stopped says nothing about the code.
    if (grade.outcome === 'could-not-run' && grade.obstacle.cause === 'stopped') return;
    const { passed, total, skipped } = grade.counts;
    this.#progress.results.recordGrade(this.exercise.id, { outcome: grade.outcome, passed, total: total - skipped });
  }

  /** Stops what goes on. */
  stop(): void {
    this.work.stop();
  }

  /** Back to the starter; the learner's texts can be had back. */
  reset(): void {
    if (!this.files.isChanged.value) {
      this.announcer.announce('Your files are as the exercise gave them.');
      return;
    }
    this.help.closeSolution();
    this.files.reset();
    this.announcer.announce('Your files were reset. You can undo that.');
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
    this.problems.dispose();
    this.files.dispose();
    this.engine.dispose();
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
