/** Compiles the text of CommonJS modules and `vm` functions. */

import { currentDialect } from '../browser-differences/error-dialect.ts';
import type { Kernel } from '../kernel.ts';
import type { ModuleTrace } from '../trace/trace-sites.ts';
import { mayAwait, trackAwaits } from './await-edits.ts';
import { CONTEXT_GLOBAL } from './await-tracking.ts';
import { mayImport, replaceDynamicImports } from './module-code.ts';
import { moduleStateOf } from './module-state.ts';
import { isParseError, parseSource } from './parser.ts';
import { freshName, SourceEdits } from './source-edits.ts';
import { locateSyntaxError } from './syntax-errors.ts';
import { THROW_GLOBAL } from './throw-tracking.ts';

export interface FunctionSource {
  readonly source: string;
  /** The file as it stands in stack traces. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** Which of Node's loaders `import()` in the code asks. */
  readonly importReferrer: symbol | undefined;
  /** Lines before the first one, for stack traces; 0 when absent. */
  readonly lineOffset?: number;
  /** Columns before the first line's first one, likewise. */
  readonly columnOffset?: number;
  /** Of a module that is traced. */
  readonly trace?: ModuleTrace | undefined;
  /**
   * Objects whose properties are in scope, the innermost last: a `vm` context's scope and extensions of it. They must
   * not answer the reserved names.
   */
  readonly createScopes?: (reservedNames: readonly string[]) => readonly object[];
}

/** Code that says it begins further down counts its lines from its own beginning. */
const MOST_OFFSET_LINES = 1_000_000;

/** A function with `source` as its body. Throws a SyntaxError that says where. */
export function compileFunctionBody(
  kernel: Kernel,
  {
    source,
    name: fileName,
    parameters,
    importReferrer,
    lineOffset = 0,
    columnOffset = 0,
    trace,
    createScopes,
  }: FunctionSource,
): unknown {
  return kernel.loop.offTheClock(() => {
    // Stripping the types of TypeScript leaves such a comment, and stack traces name the file as it does.
    const name = /\n\/\/# sourceURL=(\S+)\s*$/.exec(source)?.[1] ?? fileName;
    const importName = freshName('$imprt', source);
    const edits = editBody(kernel, source, importName, trace);
    const scopes = createScopes?.([importName, CONTEXT_GLOBAL, THROW_GLOBAL]) ?? [];
    const lines = lineOffset <= MOST_OFFSET_LINES ? '\n'.repeat(Math.max(0, lineOffset)) : '';
    const edited = edits.apply(source);
    kernel.writtenTexts.keep(edited, source, edits);
    const body = lines + withoutHashBang(edited);
    const head = `(function (${parameters.join(', ')}) {`;
    // Only code with `import()` or scopes of its own gets a second function around it.
    const isWrapped = body.includes(importName) || scopes.length > 0;
    const withs = scopes.map((_scope, index) => `with(${importName}.scopes[${index}])`).join('');
    const prefix = isWrapped ? `(function (${importName}) {${withs}return ${head}` : head;
    const suffix = isWrapped ? '\n})})' : '\n})';
    const moved = edits.columnShifts(source).map((shift) => ({ ...shift, line: shift.line + lines.length }));
    const shifts =
      columnOffset === 0 ? moved : [{ line: 1 + lines.length, column: -1, delta: -columnOffset }, ...moved];
    kernel.sources.add(name, { text: lines + source, firstLineOffset: lines === '' ? prefix.length : 0, shifts });
    try {
      const evaluated = kernel.natives.evaluate(`${prefix}${body}${suffix}\n//# sourceURL=${name}`);
      const importer = Object.assign(createDynamicImport(kernel, importReferrer, name), { scopes });
      const compiled = isWrapped ? (evaluated as (importer: unknown) => object)(importer) : (evaluated as object);
      // V8 puts the parameters and the body on lines of their own.
      kernel.writtenTexts.keepWhole(compiled, `function (${parameters.join(', ')}) {\n${source}\n}`);
      return compiled;
    } catch (error) {
      throw locateSyntaxError(kernel, error, name, source, 'commonjs');
    }
  });
}

/** The edits for `import()`, `await` and `throw error`; many sources have none of them and are not even parsed. */
function editBody(kernel: Kernel, source: string, importName: string, trace: ModuleTrace | undefined): SourceEdits {
  const edits = new SourceEdits();
  if (!trace && !mayImport(source) && !mayAwait(source) && !currentDialect().mayMeetErrors(source)) return edits;
  try {
    const program = parseSource(kernel, source, 'commonjs');
    trackAwaits(program, source, edits, trace);
    currentDialect().trackErrors(program, source, edits);
    replaceDynamicImports(program, importName, edits);
  } catch (error) {
    // The browser's parser will say it better.
    if (!isParseError(error)) throw error;
  }
  return edits;
}

/** Comments out `#!…`: shorter by nothing, so that columns stay. */
export function withoutHashBang(source: string): string {
  return source.startsWith('#!') ? `//${source.slice(2)}` : source;
}

// node_modules phase numbers (`module_wrap.kEvaluationPhase`).
const EVALUATION_PHASE = 3;

/** What `import(specifier, options)` calls in code of `referrerName`. */
export function createDynamicImport(kernel: Kernel, referrer: symbol | undefined, referrerName: string) {
  const { Promise: NativePromise } = kernel.natives;
  const symbol = referrer ?? kernel.symbols.isolate.vm_dynamic_import_missing_flag;
  return (specifier: unknown, options?: unknown): Promise<unknown> => {
    try {
      const attributes = attributesOf(options);
      const importDynamically = moduleStateOf(kernel).importDynamically;
      if (importDynamically === undefined) throw new Error('import() was called before Node had set its loader up.');
      const text = `${specifier as string}`;
      return importDynamically(symbol, text, EVALUATION_PHASE, attributes, referrerName) as Promise<unknown>;
    } catch (error) {
      return NativePromise.reject(error);
    }
  };
}

function attributesOf(options: unknown): object {
  const attributes = Object.create(null) as Record<string, unknown>;
  if (options === undefined) return attributes;
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('The second argument of import() must be an object');
  }
  if ('with' in options && options.with !== undefined) Object.assign(attributes, options.with);
  return attributes;
}
