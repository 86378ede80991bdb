/** Runs the text of a `vm.Script` in a context or in the program's own global scope. */
import type { Kernel } from '../kernel.ts';
import { createDynamicImport } from '../modules/compile-function.ts';
import { parseSource } from '../modules/parser.ts';
import { type RewriteOptions, rewriteScript, type ScriptText } from './script-text.ts';
import type { TimeLimits } from './time-checks.ts';
import { isUnknownName, type VmContext } from './vm-context.ts';

/** A script as `new vm.Script(source, options)` describes it. */
export interface ScriptSource {
  readonly source: string;
  /** The file as it stands in stack traces. */
  readonly name: string;
  /** Lines before the first one, for stack traces. */
  readonly lineOffset: number;
  readonly columnOffset: number;
  /** Which callback `import()` in the script asks. */
  readonly importReferrer: symbol | undefined;
}

/** What rewritten code calls. */
interface Hooks {
  readonly code: string;
  enter(functions: Record<string, unknown>, lexicals: Record<string, unknown>): void;
  /** `read()`, or undefined for a name that is not there: for `typeof`. */
  known(read: () => unknown): unknown;
  /** `this` of a function that was called without an object. */
  own(self: unknown): unknown;
  check(): void;
  importModule(specifier: unknown, options?: unknown): Promise<unknown>;
}

/** `timeoutMs` undefined: no limit. Throws what the script throws. */
export function runInContext(
  kernel: Kernel,
  script: ScriptSource,
  context: VmContext,
  limits: TimeLimits,
  timeoutMs: number | undefined,
): unknown {
  const text = prepare(kernel, script, { scope: 'context', checks: checksFor(timeoutMs), hooksName: '$vm' });
  context.declare(text.declarations);
  let isOpen = false;
  const scope = context.createScope(text.isStrict ? 'strict' : 'sloppy', text.reservedNames, () => isOpen);
  const hooks: Hooks = {
    ...commonHooks(kernel, script, limits),
    code: text.code,
    enter(functions, lexicals) {
      isOpen = true;
      context.enter(functions, lexicals);
    },
    own: (self) => (self === globalThis || self === undefined || self === scope ? context.global : self),
  };
  const { evaluate } = kernel.natives;
  // `eval` is a parameter, so that this is a direct eval whatever the program did to the global.
  const run = evaluate(`(function(${text.hooksName},$scope,eval){with($scope){return eval(${text.hooksName}.code)}})`);
  return within(limits, timeoutMs, () =>
    (run as (this: object, ...args: unknown[]) => unknown).call(context.global, hooks, scope, evaluate),
  );
}

let scripts = 0;

/** In the program's own scope: as a script of the worker, whose `let` and `const` become accessors of `globalThis`. */
export function runInThisContext(
  kernel: Kernel,
  script: ScriptSource,
  limits: TimeLimits,
  timeoutMs: number | undefined,
): unknown {
  scripts += 1;
  const text = prepare(kernel, script, {
    scope: 'worker',
    checks: checksFor(timeoutMs),
    hooksName: `$vm${scripts}`,
  });
  for (const name of [...text.declarations.variables, ...text.declarations.functions]) declareGlobal(name);
  if (text.usesHooks) {
    const hooks: Hooks = {
      ...commonHooks(kernel, script, limits),
      code: text.code,
      enter(functions, lexicals) {
        for (const [name, value] of Object.entries(functions)) Reflect.set(globalThis, name, value);
        for (const [name, accessors] of Object.entries(Object.getOwnPropertyDescriptors(lexicals))) {
          Object.defineProperty(globalThis, name, { ...accessors, enumerable: false, configurable: true });
        }
      },
      own: (self) => self,
    };
    Object.defineProperty(globalThis, text.hooksName, { value: hooks, enumerable: false, configurable: true });
  }
  return within(limits, timeoutMs, () => kernel.natives.evaluate(text.code));
}

/** As a script's `var` does: not to be deleted. */
function declareGlobal(name: string): void {
  if (Object.hasOwn(globalThis, name)) return;
  Object.defineProperty(globalThis, name, { value: undefined, writable: true, enumerable: true, configurable: false });
}

function within<Result>(limits: TimeLimits, timeoutMs: number | undefined, work: () => Result): Result {
  return timeoutMs === undefined ? work() : limits.within(timeoutMs, work);
}

function checksFor(timeoutMs: number | undefined): RewriteOptions['checks'] {
  return timeoutMs === undefined ? 'no-time-checks' : 'time-checks';
}

function prepare(kernel: Kernel, script: ScriptSource, options: RewriteOptions): ScriptText {
  const { source, name, lineOffset, columnOffset } = script;
  return kernel.loop.offTheClock(() => {
    const text = rewriteScript(parseSource(kernel, source, 'script'), source, options);
    const lines = '\n'.repeat(Math.max(0, lineOffset));
    const shifts = text.shifts.map((shift) => ({ ...shift, line: shift.line + lines.length }));
    const firstLine = { line: 1 + lines.length, column: -1, delta: -columnOffset };
    kernel.sources.add(name, { text: lines + source, firstLineOffset: 0, shifts: [firstLine, ...shifts] });
    return { ...text, code: `${lines}${text.code}\n//# sourceURL=${name}` };
  });
}

function commonHooks(kernel: Kernel, script: ScriptSource, limits: TimeLimits) {
  return {
    known(read: () => unknown): unknown {
      try {
        return read();
      } catch (error) {
        if (isUnknownName(error) || isBareReference(error)) return undefined;
        throw error;
      }
    },
    check: () => limits.check(),
    importModule: createDynamicImport(kernel, script.importReferrer, script.name),
  };
}

/** The browser's own "… is not defined"; a `let` that is not initialised yet says something else. */
function isBareReference(error: unknown): boolean {
  return error instanceof ReferenceError && error.message.endsWith(' is not defined');
}
