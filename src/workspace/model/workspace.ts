/** One open exercise, and what the learner can do with it. */
import { summarizeGrade } from '../../grading/summarize.ts';
import type { Draft, EarlierDraft } from '../../progress/record-kinds.ts';
import type { RunEnd, RunEvent, SourceLocation } from '../../runtimes/runtime.ts';
import type { TraceKind } from '../../runtimes/trace.ts';
import type { TraceListener } from './checker.ts';
import { describeRunEnd } from './describe-run.ts';
import type { RunRefusal } from './program.ts';
import { composeProject } from './project.ts';
import { RUNTIME_NAMES, type RuntimeId } from './runtime-choice.ts';
import { WorkspaceParts } from './workspace-parts.ts';

/** Its actions are those that touch several parts; what touches one is an action of that part. */
export class Workspace extends WorkspaceParts {
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
      this.gradedTexts.value = texts;
      const trace = this.requests.begin('check');
      const onTrace: TraceListener = (batch, test) => this.requests.take(batch, 'check', test);
      return this.checker.check(composeProject(this.exercise, texts), stop, { trace, onTrace });
    });
    if (!grade) return;
    this.announcer.announce(summarizeGrade(grade));
    // What the learner stopped says nothing about the code.
    if (grade.outcome === 'could-not-run' && grade.obstacle.cause === 'stopped') return;
    const { passed, total, skipped } = grade.counts;
    this.progress.results.recordGrade(this.exercise.id, { outcome: grade.outcome, passed, total: total - skipped });
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
    return this.progress.drafts.read(exerciseId);
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
