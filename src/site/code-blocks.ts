/** Turns fenced code into a figure with file name and marked lines: ```js title="server.js" {2,4-6} */
import {
  transformerMetaHighlight,
  transformerNotationDiff,
  transformerNotationFocus,
  transformerNotationHighlight,
} from '@shikijs/transformers';
import type { ShikiTransformer } from 'shiki';
import {
  DEFAULT_NAMES,
  type FenceMeta,
  isProgramLanguage,
  ONE_OUTPUT_TITLE,
  OUTPUT_TITLE,
  PROGRAM_LANGUAGES,
  readFenceMeta,
} from '../course/fence.ts';

type Element = Extract<Parameters<NonNullable<ShikiTransformer['root']>>[0]['children'][number], { type: 'element' }>;
type Text = Extract<Element['children'][number], { type: 'text' }>;

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
    const meta = readFenceMeta(this.options.meta?.__raw ?? '');
    const { title } = meta;
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
    const isOutput = title === OUTPUT_TITLE || title === ONE_OUTPUT_TITLE;
    root.children[0] = {
      type: 'element',
      tagName: 'figure',
      properties: { class: isOutput ? 'code code-output' : 'code', ...describeProgram(this.options.lang, meta) },
      children: [...(title === undefined ? [] : [caption]), pre, ...(meta.words.includes('run') ? [programBar()] : [])],
    };
  },
};

/** What src/practice has to know of a program: a fence marked `run`, or a file beside it (`also`). */
function describeProgram(language: string, { title, exercise, words }: FenceMeta): Record<string, string> {
  const isRun = words.includes('run');
  if (!isProgramLanguage(language) || !(isRun || words.includes('also'))) return {};
  return {
    'data-file': title ?? DEFAULT_NAMES[language],
    ...(isRun && { 'data-run': PROGRAM_LANGUAGES[language] }),
    ...(exercise !== undefined && { 'data-with': exercise }),
  };
}

/** The buttons of a program. They come alive in src/practice/snippets/SnippetBar.tsx, whose first drawing is the same. */
function programBar() {
  return element('div', { class: 'snippet-bar ts-scripted' }, [
    element('button', { class: 'ts-button', type: 'button' }, [{ type: 'text', value: 'Run' }]),
    element('button', { class: 'ts-button ts-button-quiet', type: 'button' }, [{ type: 'text', value: 'Edit' }]),
    element('p', { role: 'status' }, []),
  ]);
}

function element(tagName: string, properties: Record<string, string>, children: (Text | Element)[]): Element {
  return { type: 'element', tagName, properties, children };
}

export const codeBlockTransformers: ShikiTransformer[] = [
  transformerMetaHighlight(),
  transformerNotationDiff(),
  transformerNotationHighlight(),
  transformerNotationFocus(),
  figure,
];
