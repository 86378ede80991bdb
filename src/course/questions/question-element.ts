/** The element of a question: its attributes, its choices, and what is in them. */
import { type MdastNode, markdownToHtml } from 'satteri';
import type { SnippetSource } from '../load-snippets.ts';
import type { Component } from '../mdx-component.ts';

export type QuestionElement = Component;

export interface QuestionPlace extends SnippetSource {
  /** Says what is wrong with the element. */
  readonly report: (message: string, hint: string) => void;
}

export function choicesOf(element: QuestionElement): QuestionElement[] {
  return elementsIn(element).filter(({ name }) => name === 'Choice');
}

export function elementsIn(element: QuestionElement): QuestionElement[] {
  return (element.children as readonly MdastNode[]).filter(
    (child): child is QuestionElement => child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement',
  );
}

/** Attributes that are text, and flags as empty text. */
export function attributesOf(element: QuestionElement): Record<string, string | undefined> {
  return Object.fromEntries(
    element.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && (attribute.value === null || typeof attribute.value === 'string')
        ? [[attribute.name, attribute.value ?? '']]
        : [],
    ),
  );
}

/** What is in an element, as HTML: its source is Markdown. */
export function renderChildren(element: QuestionElement, { body }: SnippetSource): string {
  const children = element.children as readonly MdastNode[];
  const [start, end] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset];
  return renderInline(body.slice(start, end));
}

/** Markdown of one paragraph, without the paragraph. */
export function renderInline(markdown: string): string {
  const { html } = markdownToHtml(markdown, { features: { smartPunctuation: true } });
  return html.trim().replace(/^<p>([\s\S]*)<\/p>$/, (all, inner: string) => (inner.includes('<p>') ? all : inner));
}

export function textOf(node: { readonly children: readonly unknown[] }): string {
  return (node.children as readonly MdastNode[])
    .map((child) => ('value' in child ? String(child.value) : 'children' in child ? textOf(child) : ''))
    .join('');
}
