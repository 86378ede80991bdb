/** Components in the tree of an MDX text. */
import type { MdastNode, MdxJsxFlowElement, MdxJsxTextElement } from 'satteri';

export type Component = MdxJsxFlowElement | MdxJsxTextElement;

/** Elements that start with a capital or contain a dot are components; the others are HTML. */
export function isComponent(node: MdastNode): node is Component {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return false;
  return /^[A-Z]|\./.test(node.name ?? '');
}

/** Attribute values by name; null for a flag, undefined for what is neither that nor text in quotes. */
export function attributesOf(node: Component): Record<string, string | null | undefined> {
  return Object.fromEntries(
    node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute'
        ? [attribute.name, isPlain(attribute.value) ? attribute.value : undefined]
        : ['…', undefined],
    ),
  );
}

function isPlain(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
