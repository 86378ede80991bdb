/**
 * Rewrites a script so that it can be evaluated as code of a `vm` context: what it declares at its top level goes to
 * the context instead of to the scope it is evaluated in (ECMA-262, GlobalDeclarationInstantiation). Lines stay.
 */
import type { AnyNode, Program, VariableDeclaration } from 'acorn';
import { trackAwaits } from '../modules/await-edits.ts';
import { CONTEXT_GLOBAL } from '../modules/await-tracking.ts';
import { replaceDynamicImports } from '../modules/module-code.ts';
import { childrenOf, isFunction, namesOf } from '../modules/scope-analysis.ts';
import { type ColumnShift, freshName, SourceEdits } from '../modules/source-edits.ts';
import { addTimeChecks } from './time-checks.ts';

/** The names a script declares at its top level. */
export interface Declarations {
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** `let`, `const` and `class`. */
  readonly lexicals: ReadonlySet<string>;
}

export interface ScriptText {
  /** Evaluated with `hooks` in scope under `hooksName`. */
  readonly code: string;
  /** Whether the code calls its hooks at all. */
  readonly usesHooks: boolean;
  readonly hooksName: string;
  /** All names that the rewriting brought in: the context must not answer them. */
  readonly reservedNames: readonly string[];
  readonly isStrict: boolean;
  readonly declarations: Declarations;
  readonly shifts: readonly ColumnShift[];
}

export interface RewriteOptions {
  /** What the script's global scope is: a context's, or the worker's own, where sloppy scripts need little. */
  readonly scope: 'context' | 'worker';
  /** With a `timeout`, loops look at the clock. */
  readonly checks: 'time-checks' | 'no-time-checks';
  /** How the hooks are called in the code, if the source does not use that name. */
  readonly hooksName: string;
}

export function rewriteScript(program: Program, source: string, options: RewriteOptions): ScriptText {
  const hooksName = freshName(options.hooksName, source);
  const spare = freshName('$v', source);
  const edits = new SourceEdits();
  const directives = program.body.filter((statement) => 'directive' in statement && statement.directive);
  const isStrict = directives.some((statement) => 'directive' in statement && statement.directive === 'use strict');
  const declarations = findDeclarations(program);

  trackAwaits(program, source, edits);
  replaceDynamicImports(program, `${hooksName}.importModule`, edits);
  const needsContext = options.scope === 'context' || isStrict;
  if (needsContext) for (const statement of program.body) rewriteVariables(statement, spare, edits);
  if (options.scope === 'context') rewriteNames(program, hooksName, isStrict ? 'strict' : 'sloppy', edits);
  if (options.checks === 'time-checks') addTimeChecks(program, hooksName, edits);
  if (needsContext || declarations.lexicals.size > 0) {
    const start = directives.at(-1)?.end ?? startOfCode(source);
    const target = options.scope === 'context' ? `var ${spare}=` : '';
    edits.insert(start, `;${target}${enterCall(declarations, hooksName)};`);
  }

  const code = edits.apply(source.startsWith('#!') ? `//${source.slice(2)}` : source);
  return {
    code,
    usesHooks: code.includes(hooksName),
    hooksName,
    reservedNames: [hooksName, spare, CONTEXT_GLOBAL],
    isStrict,
    declarations,
    shifts: edits.columnShifts(source),
  };
}

function startOfCode(source: string): number {
  if (!source.startsWith('#!')) return 0;
  const lineEnd = source.indexOf('\n');
  return lineEnd < 0 ? source.length : lineEnd + 1;
}

/** Hands the declared functions and accessors of the lexical names to the context, before anything else runs. */
function enterCall({ functions, lexicals }: Declarations, hooksName: string): string {
  const accessors = [...lexicals].map((name) => `get ${name}(){return ${name}},set ${name}($_){${name}=$_}`);
  return `${hooksName}.enter({${[...functions].join(',')}},{${accessors.join(',')}})`;
}

function findDeclarations(program: Program): Declarations {
  const declarations = { variables: new Set<string>(), functions: new Set<string>(), lexicals: new Set<string>() };
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration') declarations.functions.add(statement.id.name);
    else if (statement.type === 'ClassDeclaration') declarations.lexicals.add(statement.id.name);
    else if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      for (const name of declaredNames(statement)) declarations.lexicals.add(name);
    } else collectVariables(statement, declarations.variables);
  }
  return declarations;
}

function declaredNames(declaration: VariableDeclaration): string[] {
  return declaration.declarations.flatMap(({ id }) => namesOf(id));
}

function collectVariables(node: AnyNode, names: Set<string>): void {
  if (isFunction(node)) return;
  if (node.type === 'VariableDeclaration' && node.kind === 'var')
    for (const name of declaredNames(node)) names.add(name);
  for (const child of childrenOf(node)) collectVariables(child, names);
}

/**
 * `var a = 1, b;` becomes `var $v=(a = 1, 0);`: the names are the context's already, the assignments go through it, and
 * a variable statement has no completion value in either form.
 */
function rewriteVariables(node: AnyNode, spare: string, edits: SourceEdits): void {
  if (isFunction(node)) return;
  if ((node.type === 'ForInStatement' || node.type === 'ForOfStatement') && isVar(node.left)) {
    edits.replace(node.left.start, node.left.start + 'var'.length, '   ');
    for (const child of [node.right, node.body]) rewriteVariables(child, spare, edits);
    return;
  }
  if (isVar(node)) {
    edits.replace(node.start, node.start + 'var'.length, `var ${spare}=(`);
    for (const { id, init } of node.declarations) if (!init) edits.replace(id.start, id.end, '0');
    edits.insert(node.declarations.at(-1)?.end ?? node.end, ')');
  }
  for (const child of childrenOf(node)) rewriteVariables(child, spare, edits);
}

function isVar(node: AnyNode): node is VariableDeclaration {
  return node.type === 'VariableDeclaration' && node.kind === 'var';
}

/** `typeof name` must not throw, and `this` of a plain call is the context's global, not the worker's. */
function rewriteNames(
  node: AnyNode,
  hooksName: string,
  mode: 'strict' | 'sloppy',
  edits: SourceEdits,
  depth = 0,
): void {
  if (node.type === 'UnaryExpression' && node.operator === 'typeof' && node.argument.type === 'Identifier') {
    edits.insert(node.argument.start, `${hooksName}.known(()=>`);
    edits.insert(node.argument.end, ')');
    return;
  }
  if (node.type === 'ThisExpression' && depth > 0 && mode === 'sloppy') {
    edits.replace(node.start, node.end, `${hooksName}.own(this)`);
    return;
  }
  const inner = isFunction(node) && node.type !== 'ArrowFunctionExpression' ? depth + 1 : depth;
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  for (const child of childrenOf(node)) rewriteNames(child, hooksName, isClass ? 'strict' : mode, edits, inner);
}
