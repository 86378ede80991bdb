/** Turns fenced code into a figure with file name and marked lines: ```js title="server.js" {2,4-6} */
import {
  transformerMetaHighlight,
  transformerNotationDiff,
  transformerNotationFocus,
  transformerNotationHighlight,
} from '@shikijs/transformers';
import type { ShikiTransformer } from 'shiki';

const TITLE = /\btitle="([^"]*)"/;

/** Names languages the way a learner says them; absent ones are shown as written. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  js: 'JavaScript',
  python: 'Python',
  py: 'Python',
  django: 'Django template',
  html: 'HTML',
  sql: 'SQL',
  json: 'JSON',
  http: 'HTTP',
  bash: 'Shell',
  console: 'Shell',
};

/** Django's template language has no grammar of its own here; Twig's reads the same and knows the HTML around it. */
export const languageAliases = { django: 'twig' };

/** Wraps the code in a figure whose caption is the file name. The copy button is added where scripts run. */
const figure: ShikiTransformer = {
  name: 'twinstack:figure',
  root(root) {
    const pre = root.children[0];
    if (pre?.type !== 'element') return;
    const meta = this.options.meta?.__raw ?? '';
    const title = TITLE.exec(meta)?.[1];
    const language = LANGUAGE_NAMES[this.options.lang] ?? this.options.lang;
    // The theme's background is the figure's (styles/code.css).
    delete pre.properties.style;
    pre.properties['aria-label'] = title ?? `${language} code`;
    pre.properties.role = 'group';
    const caption = {
      type: 'element' as const,
      tagName: 'figcaption',
      properties: {},
      children: [{ type: 'text' as const, value: title ?? '' }],
    };
    root.children[0] = {
      type: 'element',
      tagName: 'figure',
      properties: { class: title === 'Output' ? 'code code-output' : 'code' },
      children: title === undefined ? [pre] : [caption, pre],
    };
  },
};

export const codeBlockTransformers: ShikiTransformer[] = [
  transformerMetaHighlight(),
  transformerNotationDiff(),
  transformerNotationHighlight(),
  transformerNotationFocus(),
  figure,
];
