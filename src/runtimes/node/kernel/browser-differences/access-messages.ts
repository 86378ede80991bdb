/** Messages for which V8 looks at the code: what was read, set, called or taken apart. */
import type { AnyNode, CallExpression, MemberExpression, NewExpression, ObjectPattern } from 'acorn';
import { childrenOf } from '../modules/scope-analysis.ts';
import type { PlaceSyntax } from './source-trees.ts';

export interface Translation {
  readonly message: string;
  /** Where V8 says that it happened: an offset in the source. */
  readonly offset?: number;
}

const ACCESS = /^can't access property (?:"(.*)"|(\S+?))(?: of (undefined|null)|, (.*) is (undefined|null))$/s;
const IS_NOTHING = /^(.+) is (undefined|null)$/s;
const NOT_ITERABLE = /^(.+) is not iterable$/s;
const NOT_A_FUNCTION = /^(.+) is not a (function|constructor)$/s;

/** Undefined when the message is none of these. */
export function translateAccess(message: string, syntax: PlaceSyntax | undefined): Translation | undefined {
  const access = ACCESS.exec(message);
  if (access) return translateProperty(access, syntax);
  const nothing = IS_NOTHING.exec(message);
  if (nothing) return translateDestructuring(nothing[1] ?? '', nothing[2] ?? '', syntax);
  const iterable = NOT_ITERABLE.exec(message);
  if (iterable) return translateIteration(iterable[1] ?? '', syntax);
  const callable = NOT_A_FUNCTION.exec(message);
  if (callable) return translateCall(callable[1] ?? '', callable[2] ?? '', syntax);
  return translateClassUse(message, syntax) ?? translateAssignment(message, syntax) ?? translateDelete(message, syntax);
}

function translateProperty(access: RegExpExecArray, syntax: PlaceSyntax | undefined): Translation {
  const key = access[1] ?? access[2] ?? '';
  const value = access[3] ?? access[5] ?? 'undefined';
  if (key === 'Symbol.iterator') return translateIteration(access[4] ?? value, syntax);
  const target = syntax && (memberAt(syntax, key) ?? memberWithin(syntax, key, access[4]));
  if (!target) return { message: `Cannot read properties of ${value} (reading '${key}')` };
  const assignment = syntax.nodes.find((node) => node.type === 'AssignmentExpression' && node.left === target);
  if (assignment) {
    return {
      message: `Cannot set properties of ${value} (setting '${key}')`,
      offset: operatorAfter(syntax.text, target.end),
    };
  }
  const offset = target.computed ? bracketAfter(syntax.text, target.object.end) : target.property.start;
  return { message: `Cannot read properties of ${value} (reading '${key}')`, offset };
}

/** The access of `key` whose expression starts where the engine says that it failed. */
function memberAt({ nodes, offset, text }: PlaceSyntax, key: string): MemberExpression | undefined {
  const starting = nodes.flatMap((node) =>
    node.type === 'MemberExpression' && [node.start, node.object.start, node.property.start].includes(offset)
      ? [node]
      : [],
  );
  const isOf = (property: AnyNode) => property.type === 'Identifier' && property.name === key;
  return (
    starting.findLast((node) => !node.computed && isOf(node.property)) ??
    starting.findLast((node) => node.computed && text.slice(node.property.start, node.property.end) === key) ??
    starting.findLast(({ computed }) => computed)
  );
}

/** The access of `key` somewhere in the expression that starts at the place. */
function memberWithin(
  { nodes, offset, text }: PlaceSyntax,
  key: string,
  object: string | undefined,
): MemberExpression | undefined {
  const outer = nodes.find((node) => node.start === offset && node.type.endsWith('Expression'));
  const rest: AnyNode[] = outer ? [outer] : [];
  for (let node = rest.shift(); node; node = rest.shift()) {
    if (node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === key) {
      if (!object || text.slice(node.object.start, node.object.end) === object) return node;
    }
    rest.unshift(...childrenOf(node));
  }
  return undefined;
}

function operatorAfter(text: string, end: number): number {
  const gap = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  return end + gap;
}

function bracketAfter(text: string, end: number): number {
  const bracket = text.indexOf('[', end);
  return bracket < 0 ? end : bracket;
}

function translateDestructuring(expression: string, value: string, syntax: PlaceSyntax | undefined): Translation {
  const pattern = syntax && patternAt(syntax);
  const property = pattern?.properties[0];
  const key = property?.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : undefined;
  const isParameter = expression === '(destructured parameter)';
  const name = isParameter ? value : expression;
  if (key === undefined || !property) return { message: `Cannot destructure '${name}' as it is ${value}.` };
  return { message: `Cannot destructure property '${key}' of '${name}' as it is ${value}.`, offset: property.start };
}

function patternAt({ nodes, offset }: PlaceSyntax): ObjectPattern | undefined {
  for (const node of nodes.toReversed()) {
    if (node.type === 'VariableDeclarator' && node.init?.start === offset && node.id.type === 'ObjectPattern')
      return node.id;
    if (node.type === 'AssignmentExpression' && node.left.type === 'ObjectPattern') return node.left;
    if ('params' in node) return node.params.find(({ type }) => type === 'ObjectPattern') as ObjectPattern | undefined;
  }
  return undefined;
}

function translateIteration(expression: string, syntax: PlaceSyntax | undefined): Translation {
  const spread = syntax?.nodes.findLast((node) => node.type === 'SpreadElement');
  const inner = syntax && callAt(syntax);
  if (inner && !spread) {
    // A built-in iterates: V8 says what the value is, not what it is called.
    return { message: `${describeValue(expression)} is not iterable (cannot read property Symbol(Symbol.iterator))` };
  }
  const isInCall = syntax?.nodes.some(
    (node) =>
      (node.type === 'CallExpression' || node.type === 'NewExpression') &&
      (node.arguments as AnyNode[]).includes(spread as AnyNode),
  );
  if (spread && isInCall) return { message: 'Spread syntax requires ...iterable[Symbol.iterator] to be a function' };
  return {
    message: `${expression} is not iterable`,
    ...(spread?.type === 'SpreadElement' && { offset: spread.argument.start }),
  };
}

/** The call or `new` that starts at the place, or whose method name does. */
function callAt({ nodes, offset }: PlaceSyntax): CallExpression | NewExpression | undefined {
  return nodes.findLast((node): node is CallExpression | NewExpression => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
    return node.start === offset || (node.callee.type === 'MemberExpression' && node.callee.property.start === offset);
  });
}

function describeValue(text: string): string {
  if (/^-?\d/.test(text)) return `number ${text}`;
  if (/^["']/.test(text)) return `string ${text}`;
  return text === 'true' || text === 'false' ? `boolean ${text}` : text;
}

function translateCall(expression: string, kind: string, syntax: PlaceSyntax | undefined): Translation {
  const call = syntax && callAt(syntax);
  const message = `${expression.replace(/\)\(\)/g, ')(...)')} is not a ${kind}`;
  if (!call || !syntax) return { message };
  const callee = syntax.text.slice(call.callee.start, call.callee.end);
  // Written with brackets: V8 shows the access with a dot when the key is a word.
  const isShortened = expression.includes('[...]') && !/[\n(]/.test(callee);
  const isOwn = call.callee.type !== 'MemberExpression' || expression.includes('.') || expression.includes('[');
  if (!isOwn) return { message: `${describeValue(expression)} is not a ${kind}` };
  const computed = call.callee.type === 'MemberExpression' && call.callee.computed ? call.callee : undefined;
  return {
    message: isShortened ? `${callee} is not a ${kind}` : message,
    ...(computed && { offset: syntax.text.indexOf(']', computed.property.end) + 1 || computed.end }),
  };
}

const WRONG_CLASS = /^can't (access|set) private field(?: or method)?: object is not the right class$/;

/** Private members and classes are not named in the engine's message. */
function translateClassUse(message: string, syntax: PlaceSyntax | undefined): Translation | undefined {
  const kind = WRONG_CLASS.exec(message)?.[1];
  if (kind !== undefined) {
    const name = syntax && /#[\w$]+/.exec(syntax.text.slice(syntax.offset));
    const member = name ? `private member ${name[0]}` : 'private member';
    const words = kind === 'set' ? `write ${member} to` : `read ${member} from`;
    return {
      message: `Cannot ${words} an object whose class did not declare it`,
      ...(name && { offset: syntax.offset + name.index }),
    };
  }
  if (message !== "class constructors must be invoked with 'new'" || !syntax) return undefined;
  const callee = callAt(syntax)?.callee;
  if (callee?.type !== 'Identifier') return undefined;
  return { message: `Class constructor ${callee.name} cannot be invoked without 'new'` };
}

const ASSIGNMENT =
  /^(?:invalid assignment to const|assignment to undeclared variable|".+" is read-only|setting getter-only|can't define property)/;

/** V8 points at the operator of an assignment that fails. */
function translateAssignment(message: string, syntax: PlaceSyntax | undefined): Translation | undefined {
  if (!ASSIGNMENT.test(message) || !syntax) return undefined;
  const assignment = syntax.nodes.findLast((node) => node.type === 'AssignmentExpression');
  if (assignment?.type !== 'AssignmentExpression') return undefined;
  return { message, offset: operatorAfter(syntax.text, assignment.left.end) };
}

const NOT_DELETED = /^property "(.+)" is non-configurable and can't be deleted$/;

/** Exports cannot be deleted from a namespace object: V8 says of what. */
function translateDelete(message: string, syntax: PlaceSyntax | undefined): Translation | undefined {
  const key = NOT_DELETED.exec(message)?.[1];
  const deletion = syntax?.nodes.findLast((node) => node.type === 'UnaryExpression');
  const target = deletion?.type === 'UnaryExpression' ? deletion.argument : undefined;
  const object = target?.type === 'MemberExpression' ? target.object : undefined;
  const program = syntax?.nodes[0];
  if (key === undefined || object?.type !== 'Identifier' || program?.type !== 'Program') return undefined;
  const isNamespace = program.body
    .flatMap((statement) => (statement.type === 'ImportDeclaration' ? statement.specifiers : []))
    .some(({ type, local }) => type === 'ImportNamespaceSpecifier' && local.name === object.name);
  return isNamespace ? { message: `Cannot delete property '${key}' of [object Module]` } : undefined;
}
