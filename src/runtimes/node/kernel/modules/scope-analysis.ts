/** Which identifiers of a program refer to bindings of its top level (ECMA-262, "Scope analysis" of declarations). */

import type { AnyNode, Function as FunctionNode, Identifier, MemberExpression, Pattern, Program } from 'acorn';

/**
 * How a name is used. `shorthand`: `{ name }`, where a replacement must keep the key. `member`: `name.property` is read;
 * `member-call`: it is called.
 */
export type ReferenceUse = 'read' | 'call' | 'shorthand' | 'write' | 'write-shorthand' | 'member' | 'member-call';

export interface Reference {
  readonly identifier: Identifier;
  readonly use: ReferenceUse;
  /** The property's name, for `member` and `member-call`. */
  readonly property?: string;
}

type Names = ReadonlySet<string>;

/** Finds every use of a top-level binding named in `tracked`; declarations themselves are no uses. */
export function findReferences(program: Program, tracked: Names): Reference[] {
  const references: Reference[] = [];
  const visitor = new ReferenceVisitor(tracked, references);
  for (const statement of program.body) visitor.visit(statement, new Set());
  return references;
}

class ReferenceVisitor {
  readonly #tracked: Names;
  readonly #references: Reference[];

  constructor(tracked: Names, references: Reference[]) {
    this.#tracked = tracked;
    this.#references = references;
  }

  /** `hidden`: tracked names that a scope between here and the top level declares for itself. */
  visit(node: AnyNode, hidden: Names): void {
    switch (node.type) {
      case 'Identifier':
        this.#record(node, 'read', hidden);
        return;
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportSpecifier':
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      case 'LabeledStatement':
        this.visit(node.body, hidden);
        return;
      case 'MemberExpression':
        this.#visitOwner(node, 'member', hidden);
        if (node.computed) this.visit(node.property, hidden);
        return;
      case 'Property':
        if (node.computed) this.visit(node.key, hidden);
        if (node.shorthand && node.value.type === 'Identifier') this.#record(node.value, 'shorthand', hidden);
        else this.visit(node.value, hidden);
        return;
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) this.visit(node.key, hidden);
        if (node.value) this.visit(node.value, hidden);
        return;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.#visitTarget(node.argument, hidden);
        else this.visit(node.argument, hidden);
        return;
      case 'CallExpression':
        this.#visitCallee(node.callee, hidden);
        for (const argument of node.arguments) this.visit(argument, hidden);
        return;
      case 'TaggedTemplateExpression':
        this.#visitCallee(node.tag, hidden);
        this.visit(node.quasi, hidden);
        return;
      case 'VariableDeclarator':
        this.#visitPattern(node.id, hidden, 'declaration');
        if (node.init) this.visit(node.init, hidden);
        return;
      case 'AssignmentExpression':
        this.#visitPattern(node.left, hidden, 'assignment');
        this.visit(node.right, hidden);
        return;
      case 'UpdateExpression':
        this.#visitPattern(node.argument, hidden, 'assignment');
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#visitFunction(node, hidden);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inner = node.id && node.type === 'ClassExpression' ? this.#hide(hidden, [node.id.name]) : hidden;
        if (node.superClass) this.visit(node.superClass, inner);
        this.visit(node.body, inner);
        return;
      }
      case 'CatchClause': {
        const inner = node.param ? this.#hide(hidden, namesOf(node.param)) : hidden;
        if (node.param) this.#visitPattern(node.param, inner, 'declaration');
        this.visit(node.body, inner);
        return;
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = this.#hide(hidden, lexicalNames([node.left]));
        if (node.left.type === 'VariableDeclaration') this.visit(node.left, inner);
        else this.#visitPattern(node.left, inner, 'assignment');
        this.visit(node.right, inner);
        this.visit(node.body, inner);
        return;
      }
      case 'ForStatement':
        this.#visitChildren(node, this.#hide(hidden, node.init ? lexicalNames([node.init]) : []));
        return;
      case 'BlockStatement':
        this.#visitChildren(node, this.#hide(hidden, lexicalNames(node.body)));
        return;
      case 'StaticBlock':
        this.#visitChildren(
          node,
          this.#hide(hidden, [...lexicalNames(node.body), ...node.body.flatMap(variableNames)]),
        );
        return;
      case 'SwitchStatement':
        this.visit(node.discriminant, hidden);
        for (const branch of node.cases) {
          this.visit(branch, this.#hide(hidden, lexicalNames(node.cases.flatMap((each) => each.consequent))));
        }
        return;
      default:
        this.#visitChildren(node, hidden);
    }
  }

  #visitChildren(node: AnyNode, hidden: Names): void {
    for (const child of childrenOf(node)) this.visit(child, hidden);
  }

  #visitCallee(callee: AnyNode, hidden: Names): void {
    if (callee.type === 'Identifier') this.#record(callee, 'call', hidden);
    else if (callee.type === 'MemberExpression' && !callee.computed) this.#visitOwner(callee, 'member-call', hidden);
    else this.visit(callee, hidden);
  }

  /** The object of a member expression. */
  #visitOwner(node: MemberExpression, use: 'member' | 'member-call', hidden: Names): void {
    const { object, property, computed } = node;
    if (object.type !== 'Identifier') this.visit(object, hidden);
    else if (computed || property.type !== 'Identifier') this.#record(object, 'read', hidden);
    else this.#record(object, use, hidden, property.name);
  }

  /** What is assigned to or deleted: a member's owner must be the object itself. */
  #visitTarget(node: AnyNode, hidden: Names): void {
    if (node.type !== 'MemberExpression') {
      this.visit(node, hidden);
      return;
    }
    this.visit(node.object, hidden);
    if (node.computed) this.visit(node.property, hidden);
  }

  #visitFunction(node: FunctionNode & AnyNode, hidden: Names): void {
    const own = node.type === 'FunctionExpression' && node.id ? [node.id.name] : [];
    const body: readonly AnyNode[] = node.body.type === 'BlockStatement' ? node.body.body : [];
    const names = [...own, ...node.params.flatMap(namesOf), ...lexicalNames(body), ...body.flatMap(variableNames)];
    const inner = this.#hide(hidden, names);
    for (const parameter of node.params) this.#visitPattern(parameter, inner, 'declaration');
    this.visit(node.body, inner);
  }

  #visitPattern(pattern: AnyNode, hidden: Names, purpose: 'declaration' | 'assignment'): void {
    switch (pattern.type) {
      case 'Identifier':
        if (purpose === 'assignment') this.#record(pattern, 'write', hidden);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) this.#visitPatternProperty(property, hidden, purpose);
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.#visitPattern(element, hidden, purpose);
        return;
      case 'AssignmentPattern':
        this.#visitPattern(pattern.left, hidden, purpose);
        this.visit(pattern.right, hidden);
        return;
      case 'RestElement':
        this.#visitPattern(pattern.argument, hidden, purpose);
        return;
      default:
        if (purpose === 'assignment') this.#visitTarget(pattern, hidden);
        else this.visit(pattern, hidden);
    }
  }

  #visitPatternProperty(property: AnyNode, hidden: Names, purpose: 'declaration' | 'assignment'): void {
    if (property.type !== 'Property') {
      this.#visitPattern(property, hidden, purpose);
      return;
    }
    if (property.computed) this.visit(property.key, hidden);
    const value = property.value as AnyNode;
    const target = value.type === 'AssignmentPattern' ? value.left : value;
    if (property.shorthand && target.type === 'Identifier' && purpose === 'assignment') {
      this.#record(target, 'write-shorthand', hidden);
      if (value.type === 'AssignmentPattern') this.visit(value.right, hidden);
      return;
    }
    this.#visitPattern(value, hidden, purpose);
  }

  #hide(hidden: Names, names: readonly string[]): Names {
    const more = names.filter((name) => this.#tracked.has(name) && !hidden.has(name));
    return more.length === 0 ? hidden : new Set([...hidden, ...more]);
  }

  #record(identifier: Identifier, use: ReferenceUse, hidden: Names, property?: string): void {
    if (!this.#tracked.has(identifier.name) || hidden.has(identifier.name)) return;
    this.#references.push({ identifier, use, ...(property !== undefined && { property }) });
  }
}

/** The names a pattern binds, for instance `a` and `b` of `{ a, x: [b] }`. */
export function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesOf(property.type === 'Property' ? property.value : property.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    default:
      return [];
  }
}

/** Names that `let`, `const`, `class`, `using` and functions declare directly among these statements. */
function lexicalNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') {
      return statement.kind === 'var' ? [] : statement.declarations.flatMap((each) => namesOf(each.id));
    }
    const declares = statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration';
    return declares && statement.id ? [statement.id.name] : [];
  });
}

/** Names that `var` declares at any depth of `node`, functions excluded. */
function variableNames(node: AnyNode): string[] {
  if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return [];
  const own =
    node.type === 'VariableDeclaration' && node.kind === 'var'
      ? node.declarations.flatMap((each) => namesOf(each.id))
      : [];
  return [...own, ...childrenOf(node).flatMap(variableNames)];
}

/** Whether a node is a function of any kind, with scopes and an `await` of its own. */
export function isFunction(node: AnyNode): boolean {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** The nodes directly below `node`, in the order of the source. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isNode(item)) children.push(item);
    }
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value
  );
}
