/** Reads the MDX below the frontmatter of a lesson or an exercise: which components and links it uses, what is wrong. */
import { type MdastNode, mdxToMdast } from 'satteri';
import { checkComponent, type Report } from './check-component.ts';
import { checkFenceMeta, checkSnippet } from './check-fence.ts';
import { type ComponentRules, LESSON_COMPONENTS } from './component-rules.ts';
import type { CourseProblem } from './course-problem.ts';
import { isQuestionName, loadQuestion } from './load-questions.ts';
import { type Snippet, snippetsIn } from './load-snippets.ts';
import { attributesOf, isComponent } from './mdx-component.ts';
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

/** Languages of fenced code that the site can highlight. */
export const CODE_LANGUAGES: readonly string[] = [
  ...['js', 'ts', 'json', 'python', 'django', 'html', 'css', 'sql'],
  ...['bash', 'console', 'http', 'text', 'diff', 'yaml', 'toml', 'ini'],
];

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

function lineOf(node: MdastNode, bodyLine: number): number {
  return (node.position?.start.line ?? 1) + bodyLine - 1;
}
