/**
 * The programs in the text of a lesson or a task: code fences in JavaScript and Python. A fence that is directly followed
 * by a `text` fence with the title "Output" is run, and must print exactly that.
 */
import { type MdastNode, mdxToMdast } from 'satteri';

/** A file of a program. */
export interface SnippetFile {
  readonly name: string;
  readonly code: string;
}

export interface Snippet extends SnippetFile {
  /** Where it is: file relative to the project's root. */
  readonly file: string;
  /** The line of its first line of code. */
  readonly line: number;
  readonly language: 'js' | 'python';
  /** Whether it is a whole program, or module, that must parse. */
  readonly isFragment: boolean;
  /** Fences before it that belong to the same program (marked `also`). */
  readonly companions: readonly SnippetFile[];
  /** Id of the exercise in whose solution it runs (marked `with="…"`). */
  readonly exercise?: string;
  /** What it must print, if that is shown. */
  readonly output?: string;
}

interface SnippetSource {
  readonly file: string;
  /** MDX without its frontmatter. */
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
}

type Fence = Extract<MdastNode, { type: 'code' }>;

const LANGUAGES: Readonly<Record<string, Snippet['language']>> = { js: 'js', python: 'python' };
const DEFAULT_NAMES: Readonly<Record<Snippet['language'], string>> = { js: 'main.mjs', python: 'main.py' };

/** All snippets of a text in order. The text must be MDX that parses. */
export function findSnippets({ file, body, bodyLine }: SnippetSource): Snippet[] {
  const snippets: Snippet[] = [];
  const visit = (node: MdastNode): void => {
    if (!('children' in node)) return;
    let companions: SnippetFile[] = [];
    const children = node.children as readonly MdastNode[];
    for (const [index, child] of children.entries()) {
      visit(child);
      const language = child.type === 'code' ? LANGUAGES[child.lang ?? ''] : undefined;
      if (child.type !== 'code' || !language) continue;
      const next = children[index + 1];
      const output = next?.type === 'code' && isOutput(next) ? next.value : undefined;
      const { title, exercise, words } = readMeta(child.meta ?? '');
      const name = title ?? DEFAULT_NAMES[language];
      const code = withoutRemovedLines(child.value);
      snippets.push({
        file,
        line: (child.position?.start.line ?? 0) + bodyLine,
        language,
        name,
        code,
        isFragment: words.includes('fragment'),
        companions,
        ...(exercise !== undefined && { exercise }),
        ...(output !== undefined && { output }),
      });
      companions = words.includes('also') ? [...companions, { name, code }] : [];
    }
  };
  visit(mdxToMdast(body));
  return snippets;
}

/** `lessons/…/03-streams.mdx:41 (order.mjs)` */
export function describePlace({ file, line, name }: Snippet): string {
  return `${file}:${line} (${name})`;
}

function isOutput({ lang, meta }: Fence): boolean {
  return lang === 'text' && readMeta(meta ?? '').title === 'Output';
}

/** `title="server.js" {2,4-6} fragment`: attributes and single words. */
function readMeta(meta: string): { title?: string; exercise?: string; words: readonly string[] } {
  const attributes = new Map<string, string>();
  const rest = meta.replace(/(\w+)="([^"]*)"/g, (_all, name: string, value: string) => {
    attributes.set(name, value);
    return '';
  });
  const title = attributes.get('title');
  const exercise = attributes.get('with');
  return {
    ...(title !== undefined && { title }),
    ...(exercise !== undefined && { exercise }),
    words: rest.split(/\s+/).filter(Boolean),
  };
}

/** Lines that are shown as removed are not in the program; their numbers are kept. */
function withoutRemovedLines(code: string): string {
  return code.replace(/^.*\[!code --\].*$/gm, '');
}
