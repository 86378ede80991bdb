/**
 * Types that V8 prints before a method's name, from its receiver. SpiderMonkey says the method's name alone: what the
 * source shows of the receiver has to do.
 */
import type { AnyNode } from 'acorn';
import { isFunction } from '../modules/scope-analysis.ts';
import type { PlaceSyntax } from './source-trees.ts';

const METHOD_NAME = /^[\w$]+$/;
const CLASS_HEAD = /^(?:const \w+ = )?class (\w+)/;
const PROTOTYPE_METHOD = /^(\w+)\.prototype\.(\w+) = (?:async )?function/;

/** The class whose method a line of Node's library is in; `lines` of its module, which are indented as its own style is. */
export function libraryClassAt(lines: readonly string[], line: number, method: string): string | undefined {
  if (!METHOD_NAME.test(method)) return undefined;
  const top = lines.slice(0, line + 1).findLastIndex((text) => /^[\w(]/.test(text));
  const head = lines[top] ?? '';
  const [, type, name] = PROTOTYPE_METHOD.exec(head) ?? [];
  if (type !== undefined) return name === method ? type : undefined;
  const methodHead = new RegExp(`^ {2}(?:async |static )*${method.replaceAll('$', '\\$')}\\(`);
  return lines.slice(top, line + 1).some((text) => methodHead.test(text)) ? CLASS_HEAD.exec(head)?.[1] : undefined;
}

/**
 * A function given as an option, as in `new Writable({ write() {} })`, becomes a method of what is made:
 * `Writable.write [as _write]`. `called` is what the library's line calls.
 */
export function optionMethodAt({ nodes }: PlaceSyntax, called: string): string | undefined {
  const index = nodes.findLastIndex(isFunction);
  const [creation, options, property] = nodes.slice(Math.max(0, index - 3), index);
  if (creation?.type !== 'NewExpression' || property?.type !== 'Property' || property.key.type !== 'Identifier') {
    return undefined;
  }
  const isOption = creation.arguments.some((argument) => argument === options);
  const type = lastName(creation.callee);
  if (!isOption || type === undefined || called !== `_${property.key.name}`) return undefined;
  return `${type}.${property.key.name} [as ${called}]`;
}

/**
 * V8 names a function without a name by what it reads next: the call that it is an argument of and the first key of an
 * object after it, `trace.run.id` for `trace.run(() => {}, { id: 1 })`.
 */
export function nameInArguments({ nodes }: PlaceSyntax): string | undefined {
  const index = nodes.findLastIndex(isFunction);
  const [call, own] = nodes.slice(Math.max(0, index - 1), index + 1);
  if (call?.type !== 'CallExpression') return undefined;
  const at = (call.arguments as readonly (AnyNode | undefined)[]).indexOf(own);
  const after = at < 0 ? undefined : call.arguments.slice(at + 1).find(({ type }) => type === 'ObjectExpression');
  const first = after?.type === 'ObjectExpression' ? after.properties[0] : undefined;
  const path = pathOf(call.callee);
  if (first?.type !== 'Property' || first.computed || first.key.type !== 'Identifier' || !path) return undefined;
  return `${path}.${first.key.name}`;
}

function lastName(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && !node.computed ? lastName(node.property) : undefined;
}

function pathOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const object = pathOf(node.object);
  return object && `${object}.${node.property.name}`;
}
