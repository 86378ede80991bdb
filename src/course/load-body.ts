/** Reads the MDX below the frontmatter of a lesson or an exercise: which components and links it uses, what is wrong. */
import { type MdastNode, type MdxJsxFlowElement, type MdxJsxTextElement, mdxToMdast } from 'satteri';
import type { CourseProblem } from './course-problem.ts';

/** What other checks need to know of a body. Lines are lines of the file. */
export interface LoadedBody {
  /** The `<Exercise id="…" />` of the body in order; absent when the body cannot be read. */
  readonly exercises?: readonly { readonly id: string; readonly line: number }[];
  /** Links within the site, without query and hash. */
  readonly links: readonly { readonly url: string; readonly line: number }[];
  readonly problems: readonly CourseProblem[];
}

interface BodySource {
  readonly file: string;
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The components that can be used. */
  readonly components: Readonly<Record<string, ComponentRules>>;
}

/** What a component takes. */
interface ComponentRules {
  /** Attribute names; a list means only these values are known. */
  readonly attributes: Readonly<Record<string, 'text' | readonly string[]>>;
  readonly required?: readonly string[];
  /** Children elements it must have once each. */
  readonly children?: readonly string[];
  /** The element it must be directly in. */
  readonly parent?: string;
  /** How it is written, for messages. */
  readonly example: string;
}

const SIDE_BY_SIDE = '<SideBySide> with one <Node>…</Node> and one <Django>…</Django>';

/** Components of the task of an exercise. */
export const TASK_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  SideBySide: { attributes: {}, children: ['Node', 'Django'], example: SIDE_BY_SIDE },
  Node: { attributes: {}, parent: 'SideBySide', example: SIDE_BY_SIDE },
  Django: { attributes: {}, parent: 'SideBySide', example: SIDE_BY_SIDE },
  Aside: {
    attributes: { kind: ['note', 'warning', 'deeper', 'source'], title: 'text' },
    example: '<Aside kind="note" title="…">…</Aside> (kinds: note, warning, deeper, source)',
  },
};

/** Components of a lesson. */
export const LESSON_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  ...TASK_COMPONENTS,
  Exercise: { attributes: { id: 'text' }, required: ['id'], example: '<Exercise id="hello-server" />' },
};

/** Languages of fenced code that the site can highlight. */
export const CODE_LANGUAGES: readonly string[] = [
  ...['js', 'ts', 'json', 'python', 'django', 'html', 'css', 'sql'],
  ...['bash', 'console', 'http', 'text', 'diff', 'yaml', 'toml', 'ini'],
];

type Component = MdxJsxFlowElement | MdxJsxTextElement;
type Report = (line: number, message: string, hint: string) => void;

/** Reads a body; never throws for what an author wrote. */
export function loadBody({ file, body, bodyLine, components }: BodySource): LoadedBody {
  const problems: CourseProblem[] = [];
  const exercises: { id: string; line: number }[] = [];
  const links: { url: string; line: number }[] = [];
  const report: Report = (line, message, hint) => problems.push({ severity: 'error', file, line, message, hint });

  const visit = (node: MdastNode, parent: MdastNode | undefined): void => {
    const line = lineOf(node, bodyLine);
    if (node.type === 'mdxjsEsm') {
      report(line, 'import and export cannot be used here.', 'Remove it: the components are there without an import.');
    } else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
      const isComment = /^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value);
      if (!isComment)
        report(line, `"{${node.value}}" would run as code.`, 'Write \\{ for a brace, or put it in `code`.');
    } else if (node.type === 'heading' && node.depth === 1) {
      report(line, 'The title is the only heading of level 1.', 'Start headings with ## or more.');
    } else if (node.type === 'code') {
      if (!CODE_LANGUAGES.includes(node.lang ?? '')) {
        const message = node.lang ? `"${node.lang}" is no language of code here.` : 'This code has no language.';
        report(line, message, `Write one of ${CODE_LANGUAGES.join(', ')} after the opening backticks.`);
      }
    } else if (node.type === 'link' && node.url.startsWith('/')) {
      links.push({ url: node.url.replace(/[?#].*$/, ''), line });
    } else if (isComponent(node)) {
      checkComponent(node, parent, { line, components, report });
      const id = node.name === 'Exercise' ? attributesOf(node).id : undefined;
      if (typeof id === 'string') exercises.push({ id, line });
    }
    if ('children' in node) for (const child of node.children) visit(child as MdastNode, node);
  };

  try {
    visit(mdxToMdast(body), undefined);
  } catch (error) {
    // The parser's message starts with "line:column: " of the body and ends with its rule's name in parentheses.
    const [, line = '1', text = 'unknown'] =
      /^(\d+):\d+: ([\s\S]*?)(?: \(mdx[\w:-]*\))?$/.exec(error instanceof Error ? error.message : String(error)) ?? [];
    const hint = 'Close every element, and write \\{ and &lt; for braces and angle brackets that are text.';
    report(Number(line) + bodyLine - 1, `This is not MDX: ${text.replace(/ \(\d+:\d+\)/g, '')}.`, hint);
    return { links, problems };
  }
  return { exercises, links, problems };
}

interface ComponentCheck {
  readonly line: number;
  readonly components: Readonly<Record<string, ComponentRules>>;
  readonly report: Report;
}

function checkComponent(
  node: Component,
  parent: MdastNode | undefined,
  { line, components, report }: ComponentCheck,
): void {
  const rules = components[node.name ?? ''];
  if (!rules) {
    const hint = `Use one of ${Object.keys(components).join(', ')}, or plain lower-case HTML.`;
    report(line, `There is no component <${node.name ?? ''}> here.`, hint);
    return;
  }
  const write = `Write ${rules.example}.`;
  const attributes = attributesOf(node);
  for (const [name, value] of Object.entries(attributes)) {
    const allowed = rules.attributes[name];
    if (allowed === undefined) report(line, `<${node.name}> has no attribute "${name}".`, write);
    else if (value === undefined) report(line, `"${name}" of <${node.name}> is not text in quotes.`, write);
    else if (allowed !== 'text' && !allowed.includes(value))
      report(line, `"${name}" of <${node.name}> cannot be "${value}".`, write);
  }
  for (const name of rules.required ?? [])
    if (!(name in attributes)) report(line, `<${node.name}> has no "${name}".`, write);
  for (const name of rules.children ?? []) {
    const count = node.children.filter(
      (child) => isComponent(child as MdastNode) && 'name' in child && child.name === name,
    );
    if (count.length !== 1) report(line, `<${node.name}> has ${count.length} <${name}>, not 1.`, write);
  }
  if (rules.parent !== undefined && !(parent && isComponent(parent) && parent.name === rules.parent))
    report(line, `<${node.name}> is not directly in <${rules.parent}>.`, write);
}

/** Elements that start with a capital or contain a dot are components; the others are HTML. */
function isComponent(node: MdastNode): node is Component {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return false;
  return /^[A-Z]|\./.test(node.name ?? '');
}

/** Attribute values by name; undefined for what is not text in quotes. */
function attributesOf(node: Component): Record<string, string | undefined> {
  return Object.fromEntries(
    node.attributes.map((attribute) =>
      attribute.type === 'mdxJsxAttribute'
        ? [attribute.name, typeof attribute.value === 'string' ? attribute.value : undefined]
        : ['…', undefined],
    ),
  );
}

function lineOf(node: MdastNode, bodyLine: number): number {
  return (node.position?.start.line ?? 1) + bodyLine - 1;
}
