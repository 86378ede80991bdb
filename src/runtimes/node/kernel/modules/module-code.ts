/**
 * Turns an ES module into a function that a browser can evaluate from text, with the same line numbers and, apart from
 * rewritten names, the same columns.
 *
 * Exported bindings stay the module's own variables; others see them through getters, so the module's code runs at
 * native speed and `let` keeps its dead zone. Imported names become constants where nothing can tell the difference,
 * and reads through a getter where a binding may still change (reassigned exports, cycles).
 */

import type { AnyNode, ExportDefaultDeclaration, Program } from 'acorn';
import { currentDialect } from '../browser-differences/error-dialect.ts';
import type { ModuleTrace } from '../trace/trace-sites.ts';
import { trackAwaits } from './await-edits.ts';
import { DEFAULT_EXPORT_LOCAL, type ParsedModule } from './parse-module.ts';
import { childrenOf, type Reference } from './scope-analysis.ts';
import { type ColumnShift, freshName, SourceEdits } from './source-edits.ts';

/** What the code of a module gets from its surroundings. */
export interface ModuleScope {
  /** Receives the getters of the module's exported variables, by local name. */
  readonly expose: (getters: Record<string, () => unknown>) => void;
  /** Getters of the imported bindings by local name; setting one throws. */
  readonly imports: object;
  /** Of imported namespaces, by local name: objects with a getter for each export. */
  readonly namespaces: object;
  /** `import.meta`. */
  readonly meta: () => object;
}

export type DynamicImport = (specifier: unknown, options?: unknown) => Promise<unknown>;

export interface ModuleCode {
  /**
   * A function expression of `(scope: ModuleScope, dynamicImport: DynamicImport)`. Without top-level await it is a
   * generator function: the first `next()` makes the declarations and exposes them, the second runs the body.
   * With it, an async function that does both.
   */
  readonly text: string;
  /** The part of it that was the source, and how it was edited. */
  readonly edited: string;
  readonly edits: SourceEdits;
  /** Characters before the source's own first character. */
  readonly firstLineOffset: number;
  readonly shifts: readonly ColumnShift[];
}

/** An imported namespace whose exports may change: `ns.name` in the code goes past the namespace object. */
export interface LiveNamespace {
  readonly exportNames: ReadonlySet<string>;
  /** Whether an exported function can see `this`, which is the namespace object in `ns.name()`. */
  readonly seesThis: boolean;
}

/** What compiling must know of a module's imports. */
export interface LiveImports {
  /** Imported names to be read through their getters at each use. */
  readonly names: ReadonlySet<string>;
  /** By local name. */
  readonly namespaces: ReadonlyMap<string, LiveNamespace>;
}

/** Compiles a parsed module; `trace` is there for one that is traced. */
export function compileModule(module: ParsedModule, live: LiveImports, trace?: ModuleTrace): ModuleCode {
  const { source, program } = module;
  const scope = freshName('$m', source);
  // As long as `import`, so that columns stay.
  const dynamicImport = freshName('$imprt', source);
  const meta = freshName('$importMeta', source);
  const defaultExport = freshName('$default', source);
  const edits = new SourceEdits();

  trackAwaits(program, source, edits, trace);
  currentDialect().trackErrors(program, source, edits);
  if (source.startsWith('#!')) edits.replace(0, 2, '//');
  for (const statement of program.body) removeModuleSyntax(statement, source, edits, defaultExport);
  for (const reference of module.importReferences) {
    const { start, end, name } = reference.identifier;
    if (isLiveMember(reference, live.namespaces.get(name))) edits.replace(start, end, `${scope}.namespaces.${name}`);
    else if (live.names.has(name)) readThroughGetter(reference, `${scope}.imports`, edits);
  }
  if (source.includes('arguments')) hideArguments(program, freshName('$arguments', source), edits);
  const usesMeta = replaceImportSyntax(program, edits, { dynamicImport, meta });

  const localName = (local: string) => (local === DEFAULT_EXPORT_LOCAL ? defaultExport : local);
  const locals = [...new Set(module.localExports.map(({ local }) => local))];
  const getters = locals.map((local) => `${JSON.stringify(local)}:()=>${localName(local)}`);
  const constants = module.imports.map(({ local }) => local).filter((local) => !live.names.has(local));

  const head = module.hasTopLevelAwait
    ? `(async function(${scope},${dynamicImport}){"use strict";`
    : `(function*(${scope},${dynamicImport}){"use strict";`;
  const prologue = [
    head,
    nameDefaultFunction(program, defaultExport),
    `${scope}.expose({${getters.join(',')}});`,
    module.hasTopLevelAwait ? '' : 'yield;',
    usesMeta ? `const ${meta}=${scope}.meta();` : '',
    constants.length > 0 ? `const {${constants.join(',')}}=${scope}.imports;` : '',
  ].join('');
  const edited = edits.apply(source);
  return {
    text: `${prologue}${edited}\n})`,
    edited,
    edits,
    firstLineOffset: prologue.length,
    shifts: edits.columnShifts(source),
  };
}

function removeModuleSyntax(statement: AnyNode, source: string, edits: SourceEdits, defaultExport: string): void {
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration') {
    edits.blank(source, statement.start, statement.end);
  } else if (statement.type === 'ExportNamedDeclaration') {
    edits.blank(source, statement.start, statement.declaration ? statement.declaration.start : statement.end);
  } else if (statement.type === 'ExportDefaultDeclaration') {
    replaceDefaultExport(statement, source, edits, defaultExport);
  }
}

function replaceDefaultExport(
  statement: ExportDefaultDeclaration,
  source: string,
  edits: SourceEdits,
  defaultExport: string,
): void {
  const { declaration } = statement;
  const keyword = source.slice(statement.start, declaration.start);
  if (declaration.type === 'FunctionDeclaration') {
    edits.blank(source, statement.start, declaration.start);
    if (!declaration.id) edits.insert(startOfParameters(declaration, source), ` ${defaultExport}`);
  } else if (declaration.type === 'ClassDeclaration' && declaration.id) {
    edits.blank(source, statement.start, declaration.start);
  } else if (isAnonymousFunction(declaration)) {
    // Through a property, so that the function's name is "default" (ECMA-262, NamedEvaluation).
    const breaks = keyword.replace(/[^\n]/g, '');
    edits.replace(statement.start, declaration.start, `${breaks}const {default:${defaultExport}}={default:`);
    edits.replace(declaration.end, statement.end, '};');
  } else {
    // `const $default=` is as long as `export default `.
    const breaks = keyword.replace(/[^\n]/g, '');
    edits.replace(statement.start, declaration.start, `${breaks}const ${defaultExport}=`);
    edits.replace(statement.end, statement.end, ';');
  }
}

function isAnonymousFunction(node: AnyNode): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  const canHaveName = node.type === 'FunctionExpression' || node.type === 'ClassExpression';
  return node.type === 'ClassDeclaration' || (canHaveName && !node.id);
}

function startOfParameters(node: AnyNode, source: string): number {
  return source.indexOf('(', node.start);
}

function nameDefaultFunction(program: Program, defaultExport: string): string {
  const isAnonymous = program.body.some(
    (statement) =>
      statement.type === 'ExportDefaultDeclaration' &&
      statement.declaration.type === 'FunctionDeclaration' &&
      !statement.declaration.id,
  );
  return isAnonymous ? `Object.defineProperty(${defaultExport},"name",{value:"default",configurable:true});` : '';
}

function isLiveMember({ use, property }: Reference, namespace: LiveNamespace | undefined): boolean {
  if (namespace === undefined || property === undefined || !namespace.exportNames.has(property)) return false;
  return use === 'member' || (use === 'member-call' && !namespace.seesThis);
}

function readThroughGetter({ identifier, use }: Reference, imports: string, edits: SourceEdits): void {
  const { start, end, name } = identifier;
  const property = `${imports}.${name}`;
  if (use === 'shorthand' || use === 'write-shorthand') edits.replace(start, end, `${name}:${property}`);
  // The comma keeps `this` undefined in the called function.
  else if (use === 'call') edits.replace(start, end, `(0,${property})`);
  else edits.replace(start, end, property);
}

/** Replaces `import(…)` and `import.meta`; returns whether there was an `import.meta`. */
function replaceImportSyntax(
  node: AnyNode,
  edits: SourceEdits,
  names: { readonly dynamicImport: string; readonly meta: string },
): boolean {
  let usesMeta = false;
  if (node.type === 'ImportExpression') {
    edits.replace(node.start, node.start + 'import'.length, names.dynamicImport);
  } else if (node.type === 'MetaProperty' && node.meta.name === 'import') {
    edits.replace(node.start, node.end, names.meta);
    usesMeta = true;
  }
  for (const child of childrenOf(node)) {
    if (replaceImportSyntax(child, edits, names)) usesMeta = true;
  }
  return usesMeta;
}

/** Outside of functions a module has no `arguments`; the function that it becomes has. */
function hideArguments(node: AnyNode, undeclared: string, edits: SourceEdits): void {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return;
  const isKey = (node.type === 'Property' || node.type === 'PropertyDefinition') && !node.computed;
  const isMember = node.type === 'MemberExpression' && !node.computed;
  if (node.type === 'Identifier' && node.name === 'arguments') edits.replace(node.start, node.end, undeclared);
  for (const child of childrenOf(node)) {
    const isName = (isKey && child === node.key) || (isMember && child === node.property);
    if (!isName) hideArguments(child, undeclared, edits);
  }
}

/** Whether a script is worth parsing for `replaceDynamicImports`. */
export function mayImport(source: string): boolean {
  return /\bimport\s*\(/.test(source);
}

/** Adds edits by which each `import(…)` of a script calls `dynamicImport` instead. */
export function replaceDynamicImports(program: Program, dynamicImport: string, edits: SourceEdits): void {
  replaceImportSyntax(program, edits, { dynamicImport, meta: 'import.meta' });
}
