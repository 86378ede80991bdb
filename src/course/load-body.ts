/** Reads the MDX below the frontmatter of a lesson or an exercise: which components and links it uses, what is wrong. */
import { type MdastNode, type MdxJsxFlowElement, type MdxJsxTextElement, mdxToMdast } from 'satteri';
import { checkFenceMeta, checkSnippet } from './check-fence.ts';
import type { CourseProblem } from './course-problem.ts';
import { isQuestionName, loadQuestion } from './load-questions.ts';
import { type Snippet, snippetsIn } from './load-snippets.ts';
import type { Question } from './question.ts';

/** What other checks need to know of a body. Lines are lines of the file. */
export interface LoadedBody {
  /** The `<Exercise id="…" />` of the body in order; absent when the body cannot be read. */
  readonly exercises?: readonly { readonly id: string; readonly line: number }[];
  readonly questions: readonly { readonly question: Question; readonly line: number }[];
  readonly snippets: readonly Snippet[];
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
  /** Attribute names; a list means only these values are known, `flag` that it has no value. */
  readonly attributes: Readonly<Record<string, 'text' | 'flag' | readonly string[]>>;
  readonly required?: readonly string[];
  /** Children elements it must have once each. */
  readonly children?: readonly string[];
  /** The elements it must be directly in one of. */
  readonly parents?: readonly string[];
  /** How it is written, for messages. */
  readonly example: string;
}

const SIDE_BY_SIDE = '<SideBySide> with one <Node>…</Node> and one <Django>…</Django>';

/** Components of the task of an exercise. */
export const TASK_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  SideBySide: { attributes: {}, children: ['Node', 'Django'], example: SIDE_BY_SIDE },
  Node: { attributes: {}, parents: ['SideBySide'], example: SIDE_BY_SIDE },
  Django: { attributes: {}, parents: ['SideBySide'], example: SIDE_BY_SIDE },
  Aside: {
    attributes: { kind: ['note', 'warning', 'deeper', 'source'], title: 'text' },
    example: '<Aside kind="note" title="…">…</Aside> (kinds: note, warning, deeper, source)',
  },
};

/** Components of a lesson. */
export const LESSON_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  ...TASK_COMPONENTS,
  Exercise: { attributes: { id: 'text' }, required: ['id'], example: '<Exercise id="hello-server" />' },
  Predict: {
    attributes: {
      id: 'text',
      ask: ['order', 'pick', 'write', 'number'],
      find: 'text',
      tolerance: 'text',
      unit: 'text',
    },
    required: ['id', 'ask'],
    children: ['Answer'],
    example:
      '<Predict id="…" ask="order">question, program, <Answer>…</Answer></Predict> (ask: order, pick, write, number)',
  },
  Quiz: {
    attributes: { id: 'text', select: ['one', 'several'] },
    required: ['id'],
    example: '<Quiz id="…">question, <Choice why="…">…</Choice>, <Choice right why="…">…</Choice></Quiz>',
  },
  Parsons: {
    attributes: { id: 'text' },
    required: ['id'],
    children: ['Answer'],
    example: '<Parsons id="…">task, output, <Answer>…</Answer></Parsons>',
  },
  Choice: {
    attributes: { prints: 'text', why: 'text', right: 'flag' },
    parents: ['Predict', 'Quiz'],
    example: '<Choice why="…">…</Choice> in a <Quiz>, <Choice prints="…">…</Choice> in a <Predict>',
  },
  Answer: {
    attributes: {},
    parents: ['Predict', 'Parsons'],
    example: '<Answer>…</Answer> in a <Predict> or <Parsons>: what is seen afterwards',
  },
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
  const questions: { question: Question; line: number }[] = [];
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
      checkFenceMeta(node, line, report);
    } else if (node.type === 'link' && node.url.startsWith('/')) {
      links.push({ url: node.url.replace(/[?#].*$/, ''), line });
    } else if (isComponent(node)) {
      checkComponent(node, parent, { line, components, report });
      const id = node.name === 'Exercise' ? attributesOf(node).id : undefined;
      if (typeof id === 'string') exercises.push({ id, line });
      if (components[node.name ?? ''] && isQuestionName(node.name)) {
        const place = { file, body, bodyLine, report: (message: string, hint: string) => report(line, message, hint) };
        const question = loadQuestion(node, place);
        if (question) questions.push({ question, line });
      }
    }
    if ('children' in node) for (const child of node.children) visit(child as MdastNode, node);
  };

  let snippets: readonly Snippet[] = [];
  try {
    const root = mdxToMdast(body);
    visit(root, undefined);
    snippets = snippetsIn(root, { file, bodyLine });
  } catch (error) {
    // The parser's message starts with "line:column: " of the body and ends with its rule's name in parentheses.
    const [, line = '1', text = 'unknown'] =
      /^(\d+):\d+: ([\s\S]*?)(?: \(mdx[\w:-]*\))?$/.exec(error instanceof Error ? error.message : String(error)) ?? [];
    const hint = 'Close every element, and write \\{ and &lt; for braces and angle brackets that are text.';
    report(Number(line) + bodyLine - 1, `This is not MDX: ${text.replace(/ \(\d+:\d+\)/g, '')}.`, hint);
    return { questions, snippets, links, problems };
  }
  for (const snippet of snippets) checkSnippet(snippet, { canRun: components === LESSON_COMPONENTS, report });
  return { exercises, questions, snippets, links, problems };
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
    else if (allowed === 'flag') {
      if (value !== null) report(line, `"${name}" of <${node.name}> has a value.`, write);
    } else if (typeof value !== 'string') report(line, `"${name}" of <${node.name}> is not text in quotes.`, write);
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
  const isInParent = parent && isComponent(parent) && rules.parents?.includes(parent.name ?? '');
  if (rules.parents && !isInParent)
    report(line, `<${node.name}> is not directly in <${rules.parents.join('> or <')}>.`, write);
}

/** Elements that start with a capital or contain a dot are components; the others are HTML. */
function isComponent(node: MdastNode): node is Component {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return false;
  return /^[A-Z]|\./.test(node.name ?? '');
}

/** Attribute values by name; null for a flag, undefined for what is neither that nor text in quotes. */
function attributesOf(node: Component): Record<string, string | null | undefined> {
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

function lineOf(node: MdastNode, bodyLine: number): number {
  return (node.position?.start.line ?? 1) + bodyLine - 1;
}
