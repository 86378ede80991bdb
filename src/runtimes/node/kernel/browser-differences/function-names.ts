/** Names of functions in stack traces, as V8 makes them from receiver and function, read from the source instead. */
import type { AnyNode, Class, MethodDefinition, Property, PropertyDefinition } from 'acorn';
import { isFunction } from '../modules/scope-analysis.ts';
import type { PlaceSyntax } from './source-trees.ts';

/** How a frame's function was called, as far as the frame above shows it. */
export type CallStyle = 'plain' | 'method' | 'new';

/** The name that V8 prints before the position; empty when it prints the position alone. */
export function functionNameAt(syntax: PlaceSyntax, isModule: boolean, style: CallStyle): string {
  const index = syntax.nodes.findLastIndex(isFunction);
  const own = syntax.nodes.at(-1);
  // A constructor that the class does not write.
  if (own?.type === 'ClassDeclaration' && own.start === syntax.offset && own.id) return `new ${own.id.name}`;
  if (index < 0) return inClassBody(syntax.nodes) ?? (isModule ? '' : 'Object.<anonymous>');
  const inner = inClassBody(syntax.nodes.slice(index + 1));
  if (inner !== undefined) return inner;
  return nameOf(syntax.nodes, index, style);
}

/** The own name of the innermost function, without any type. */
export function ownNameAt({ nodes }: PlaceSyntax): string {
  const index = nodes.findLastIndex(isFunction);
  return index < 0 ? '' : ownName(nodes, index);
}

/** Code of a class that is in no method: field initialisers and static blocks are functions to V8. */
function inClassBody(nodes: readonly AnyNode[]): string | undefined {
  const node = nodes.findLast(({ type }) => type === 'StaticBlock' || type === 'PropertyDefinition');
  if (!node) return undefined;
  const isStatic = node.type === 'StaticBlock' || (node as PropertyDefinition).static;
  return isStatic ? '<static_initializer>' : '<instance_members_initializer>';
}

function nameOf(nodes: readonly AnyNode[], index: number, style: CallStyle): string {
  const parent = nodes[index - 1];
  if (parent?.type === 'MethodDefinition') return nameOfMethod(parent, classAround(nodes, index));
  const name = ownName(nodes, index);
  if (style === 'new') return `new ${name || '<anonymous>'}`;
  if (parent?.type === 'Property' && parent.value === nodes[index]) return nameOfProperty(parent as Property, style);
  if (style !== 'method') return name;
  return `${receiverType(nodes, index)}.${name || '<anonymous>'}`;
}

function nameOfMethod(method: MethodDefinition, className: string): string {
  const name = keyName(method);
  if (method.kind === 'constructor') return `new ${className || '<anonymous>'}`;
  if (method.kind !== 'method') return `${method.kind} ${name}`;
  return method.key.type === 'PrivateIdentifier' ? name : `${className || 'Object'}.${name}`;
}

function nameOfProperty(property: Property, style: CallStyle): string {
  const name = keyName(property);
  if (property.kind !== 'init') return `${property.kind} ${name}`;
  return style === 'method' ? `Object.${name}` : name;
}

/** What stands left of the name in a call `object.name()`. */
function receiverType(nodes: readonly AnyNode[], index: number): string {
  const parent = nodes[index - 1];
  if (parent?.type === 'PropertyDefinition') return classAround(nodes, index) || 'Object';
  const target = parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  if (target?.type !== 'MemberExpression') return 'Object';
  const { object } = target;
  if (object.type === 'Identifier') return object.name;
  if (object.type !== 'MemberExpression') return 'Object';
  const isPrototype = object.property.type === 'Identifier' && object.property.name === 'prototype';
  if (isPrototype && object.object.type === 'Identifier') return object.object.name;
  if (object.object.type !== 'Identifier' || object.property.type !== 'Identifier') return 'Object';
  return `${object.object.name}.${object.property.name}`;
}

function ownName(nodes: readonly AnyNode[], index: number): string {
  const node = nodes[index] as { id?: { name: string } | null } | undefined;
  if (node?.id) return node.id.name;
  const parent = nodes[index - 1];
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === nodes[index] ? keyName(parent) : '';
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? parent.left.name : '';
    case 'AssignmentExpression':
      if (parent.left.type === 'Identifier') return parent.left.name;
      if (parent.left.type !== 'MemberExpression') return '';
      return parent.left.property.type === 'Identifier' ? parent.left.property.name : '';
    default:
      return '';
  }
}

function keyName({ key }: Pick<MethodDefinition | Property | PropertyDefinition, 'key'>): string {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '<computed>';
}

function classAround(nodes: readonly AnyNode[], index: number): string {
  const at = nodes.slice(0, index).findLastIndex(({ type }) => type.startsWith('Class') && type !== 'ClassBody');
  const found = nodes[at] as Class | undefined;
  if (found?.id) return found.id.name;
  const parent = nodes[at - 1];
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
}
