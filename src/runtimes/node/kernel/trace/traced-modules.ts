/** The evaluation of the program's modules. */
import type { Program } from 'acorn';
import type { SourceEdits } from '../modules/source-edits.ts';
import { type CallbackKind, callbackKind } from './callback-kinds.ts';
import { markCalls } from './mark-calls.ts';
import type { ModuleTrace } from './trace-sites.ts';
import type { Tracer } from './tracer.ts';

/** Files of the project are named from here, as everywhere in a trace. */
const PROJECT_ROOT = '/home/learner/project/';

type ModuleKind = 'commonjs' | 'module';

const EVALUATIONS: Readonly<Record<ModuleKind, CallbackKind>> = {
  commonjs: callbackKind('script', 'commonjs'),
  module: callbackKind('script', 'module'),
};

export class TracedModules {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** What compiling a module of the learner's has to do; undefined for installed packages and Node's own. */
  open(name: string, source: string, kind: ModuleKind): ModuleTrace | undefined {
    const path = name.startsWith('file://') ? decodeURI(name.slice('file://'.length)).split('?')[0] : name;
    if (!path?.startsWith('/') || path.includes('/node_modules/')) return undefined;
    const file = path.startsWith(PROJECT_ROOT) ? path.slice(PROJECT_ROOT.length) : path;
    const sites = this.#tracer.sites.numbersOf(file, source);
    const evaluate = <Result>(run: () => Result) => this.#evaluate(file, kind, sites(0, source.length), run);
    return {
      sites,
      markCalls: (program: Program, edits: SourceEdits) => markCalls(program, edits, sites),
      watchFunction: (compiled) => watchFunction(compiled, evaluate),
      evaluate,
    };
  }

  #evaluate<Result>(file: string, kind: ModuleKind, site: number, run: () => Result): Result {
    const tracer = this.#tracer;
    if (tracer.isStopped) return run();
    const isFirst = tracer.current === 0;
    const id = tracer.begin(EVALUATIONS[kind], isFirst ? { cause: 0, site: 0, us: tracer.now() } : tracer.ask());
    tracer.batches.nameCallback(id, file);
    if (tracer.round === 0) tracer.round = id;
    tracer.rows.setRunsAt(id, site);
    tracer.entered = -1;
    try {
      return run();
    } finally {
      tracer.end();
    }
  }
}

function watchFunction(compiled: unknown, evaluate: <Result>(run: () => Result) => Result): unknown {
  if (typeof compiled !== 'function') return compiled;
  return function (this: unknown, ...args: unknown[]) {
    return evaluate(() => Reflect.apply(compiled, this, args) as unknown);
  };
}
