/** Mistakes of the syntax in the file that is being written. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SyntaxProblem } from '../../runtimes/runtime.ts';
import type { Announcer } from './announcer.ts';
import type { Engine } from './engine.ts';

/** What was found in a file. */
export interface SyntaxFinding {
  readonly path: string;
  readonly problems: readonly SyntaxProblem[];
}

export class Syntax {
  readonly #engine: Engine;
  readonly #announcer: Announcer;
  readonly #latest = signal<SyntaxFinding | undefined>(undefined);

  constructor(engine: Engine, announcer: Announcer) {
    this.#engine = engine;
    this.#announcer = announcer;
  }

  /** Of the file that was looked at last. */
  get latest(): ReadonlySignal<SyntaxFinding | undefined> {
    return this.#latest;
  }

  /** Looks at a file; undefined when that cannot be done now, or not with such a file. */
  async find(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    const problems = path.endsWith('.json')
      ? (await import('../editor/json-problems.ts')).findJsonProblems(text)
      : await this.#engine.findSyntaxProblems(path, text);
    if (problems) this.#show({ path, problems });
    return problems;
  }

  /** Told when it changes, not each time the same mistake is seen again. */
  #show(finding: SyntaxFinding): void {
    const before = describeFirst(this.#latest.value);
    const now = describeFirst(finding);
    const isSameFile = this.#latest.value?.path === finding.path;
    this.#latest.value = finding;
    if (now !== undefined && now !== before) this.#announcer.announce(now);
    if (now === undefined && before !== undefined && isSameFile) this.#announcer.announce('The syntax is right again.');
  }
}

function describeFirst(finding: SyntaxFinding | undefined): string | undefined {
  const [problem] = finding?.problems ?? [];
  return problem && `Line ${problem.line}: ${problem.message}`;
}
