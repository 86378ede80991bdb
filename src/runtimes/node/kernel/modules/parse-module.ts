/** Reads an ES module's syntax: what it asks for, what it imports and exports, and how its bindings are used. */

import type {
  AnyNode,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Program,
} from 'acorn';
import { childrenOf, findReferences, isFunction, namesOf, type Reference } from './scope-analysis.ts';

/** Parses a source text as a module; throws acorn's SyntaxError with `loc` when it cannot. */
export type ModuleParser = (source: string) => Program;

/** One module that a module asks for. Attributes are those of `with { … }`. */
export interface ModuleRequest {
  readonly specifier: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The whole namespace instead of one export. */
export const NAMESPACE = Symbol('namespace');

export type ImportedName = string | typeof NAMESPACE;

export interface ImportEntry {
  readonly local: string;
  /** Index into `requests`. */
  readonly request: number;
  readonly imported: ImportedName;
  /** Where the imported name stands in the source, for messages. */
  readonly start: number;
  readonly end: number;
}

export interface IndirectExport {
  readonly exported: string;
  readonly request: number;
  readonly imported: ImportedName;
  readonly start: number;
  readonly end: number;
}

export interface LocalExport {
  readonly exported: string;
  readonly local: string;
}

/** What is in the place of the name of an `export default` that has none. Never a learner's identifier. */
export const DEFAULT_EXPORT_LOCAL = '*default*';

export interface ParsedModule {
  readonly source: string;
  readonly program: Program;
  readonly requests: readonly ModuleRequest[];
  readonly imports: readonly ImportEntry[];
  readonly localExports: readonly LocalExport[];
  readonly indirectExports: readonly IndirectExport[];
  /** Requests of `export * from`. */
  readonly starExports: readonly number[];
  /** Uses of imported names. */
  readonly importReferences: readonly Reference[];
  /** Exported names that something assigns to: importers must look at them each time. */
  readonly reassignedExports: ReadonlySet<string>;
  readonly hasTopLevelAwait: boolean;
}

/** Throws the parser's SyntaxError. */
export function parseModule(source: string, parse: ModuleParser): ParsedModule {
  const program = parse(source);
  const entries = new ModuleEntries();
  for (const statement of program.body) entries.add(statement);
  const { requests, imports, starExports } = entries;

  // `import { a } from 'x'; export { a }` is an indirect export of x's binding (ECMA-262, ParseModule).
  const importOf = new Map(imports.map((entry) => [entry.local, entry]));
  const localExports = entries.localExports.filter(({ local }) => !importOf.has(local));
  const indirectExports = [...entries.indirectExports];
  for (const { exported, local } of entries.localExports) {
    const entry = importOf.get(local);
    if (entry !== undefined) indirectExports.push({ ...entry, exported });
  }

  const locals = new Set(localExports.map(({ local }) => local));
  const references = findReferences(program, new Set([...importOf.keys(), ...locals]));
  return {
    source,
    program,
    requests,
    imports,
    localExports,
    indirectExports,
    starExports,
    importReferences: references.filter(({ identifier }) => importOf.has(identifier.name)),
    reassignedExports: /\beval\b/.test(source) ? locals : reassignedNames(references),
    hasTopLevelAwait: program.body.some(awaits),
  };
}

function reassignedNames(references: readonly Reference[]): Set<string> {
  const writes = references.filter(({ use }) => use === 'write' || use === 'write-shorthand');
  return new Set(writes.map(({ identifier }) => identifier.name));
}

function awaits(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression') return true;
  if (node.type === 'ForOfStatement' && node.await) return true;
  if (node.type === 'VariableDeclaration' && node.kind === 'await using') return true;
  if (isFunction(node)) return false;
  return childrenOf(node).some(awaits);
}

class ModuleEntries {
  readonly requests: ModuleRequest[] = [];
  readonly imports: ImportEntry[] = [];
  readonly localExports: LocalExport[] = [];
  readonly indirectExports: IndirectExport[] = [];
  readonly starExports: number[] = [];
  readonly #requestByKey = new Map<string, number>();

  add(statement: AnyNode): void {
    if (statement.type === 'ImportDeclaration') this.#addImports(statement);
    else if (statement.type === 'ExportDefaultDeclaration') this.#addDefault(statement);
    else if (statement.type === 'ExportNamedDeclaration') this.#addExports(statement);
    else if (statement.type === 'ExportAllDeclaration') {
      const request = this.#request(statement);
      const { exported } = statement;
      if (exported === null || exported === undefined) this.starExports.push(request);
      else {
        const { start, end } = exported;
        this.indirectExports.push({ exported: exportName(exported), request, imported: NAMESPACE, start, end });
      }
    }
  }

  #addImports(statement: ImportDeclaration): void {
    const request = this.#request(statement);
    for (const specifier of statement.specifiers) {
      const local = specifier.local.name;
      if (specifier.type === 'ImportSpecifier') {
        const { start, end } = specifier.imported;
        this.imports.push({ local, request, imported: exportName(specifier.imported), start, end });
      } else {
        const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : NAMESPACE;
        this.imports.push({ local, request, imported, start: specifier.local.start, end: specifier.local.end });
      }
    }
  }

  #addDefault(statement: ExportDefaultDeclaration): void {
    const { declaration } = statement;
    const isNamed = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
    const local = isNamed && declaration.id ? declaration.id.name : DEFAULT_EXPORT_LOCAL;
    this.localExports.push({ exported: 'default', local });
  }

  #addExports(statement: ExportNamedDeclaration): void {
    const { declaration, source } = statement;
    if (source) {
      const request = this.#request({ ...statement, source });
      for (const { exported, local } of statement.specifiers) {
        const { start, end } = local;
        this.indirectExports.push({ exported: exportName(exported), request, imported: exportName(local), start, end });
      }
    } else if (declaration?.type === 'VariableDeclaration') {
      for (const name of declaration.declarations.flatMap((each) => namesOf(each.id))) this.#addLocal(name, name);
    } else if (declaration) {
      this.#addLocal(declaration.id.name, declaration.id.name);
    } else {
      for (const { exported, local } of statement.specifiers) this.#addLocal(exportName(exported), exportName(local));
    }
  }

  #addLocal(exported: string, local: string): void {
    this.localExports.push({ exported, local });
  }

  #request(statement: Pick<ImportDeclaration, 'source' | 'attributes'>): number {
    const attributes: Record<string, string> = {};
    for (const { key, value } of statement.attributes ?? []) attributes[exportName(key)] = String(value.value);
    const specifier = String(statement.source.value);
    const key = JSON.stringify([specifier, attributes]);
    const known = this.#requestByKey.get(key);
    if (known !== undefined) return known;
    this.#requestByKey.set(key, this.requests.length);
    return this.requests.push({ specifier, attributes }) - 1;
  }
}

function exportName(node: Identifier | { type: 'Literal'; value?: unknown }): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}
