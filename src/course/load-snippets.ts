/**
 * The programs in the text of a lesson or a task: code fences in JavaScript and Python. A fence that is directly followed
 * by a `text` fence with the title "Output" must print exactly that; in a prediction or a Parsons problem, the output is
 * anywhere in it.
 */
import { type MdastNode, mdxToMdast } from 'satteri';
import {
  DEFAULT_NAMES,
  isProgramLanguage,
  ONE_OUTPUT_TITLE,
  OUTPUT_TITLE,
  PROGRAM_LANGUAGES,
  type ProgramLanguage,
  readFenceMeta,
} from './fence.ts';
import type { Program, ProgramFile } from './program.ts';

export interface Snippet extends Program {
  /** Where it is: file relative to the project's root. */
  readonly file: string;
  /** The line of its first line of code. */
  readonly line: number;
  readonly language: ProgramLanguage;
  /** Whether it is a whole program, or module, that must parse. */
  readonly isFragment: boolean;
  /** Whether learners can run it (marked `run`). */
  readonly isRun: boolean;
  /** Whether it prints something else each time (marked `unstable`). */
  readonly isUnstable: boolean;
  /** What it must print, or for an unstable one what it printed once. */
  readonly output?: string;
  /** The title of that output. */
  readonly outputTitle?: string;
}

export interface SnippetSource {
  readonly file: string;
  /** MDX without its frontmatter. */
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
}

export type Fence = Extract<MdastNode, { type: 'code' }>;

/** Components whose program and output may stand apart. */
const QUESTIONS_WITH_PROGRAM = ['Predict', 'Parsons'];

/** All snippets of a text in order. The text must be MDX that parses. */
export function findSnippets(source: SnippetSource): Snippet[] {
  return snippetsIn(mdxToMdast(source.body), source);
}

/** All snippets under a node of the text. */
export function snippetsIn(root: MdastNode, { file, bodyLine }: Omit<SnippetSource, 'body'>): Snippet[] {
  const snippets: Snippet[] = [];
  const visit = (node: MdastNode, questionOutput: Fence | undefined): void => {
    if (!('children' in node)) return;
    const name = 'name' in node ? node.name : undefined;
    const inherited = QUESTIONS_WITH_PROGRAM.includes(name ?? '') ? outputIn(node) : questionOutput;
    let companions: ProgramFile[] = [];
    const children = node.children as readonly MdastNode[];
    for (const [index, child] of children.entries()) {
      visit(child, inherited);
      if (child.type !== 'code' || !isProgramLanguage(child.lang)) continue;
      const { title, exercise, words } = readFenceMeta(child.meta ?? '');
      if (words.includes('distractors')) continue;
      const next = children[index + 1];
      const isRun = words.includes('run');
      const output = next?.type === 'code' && isOutput(next, isRun) ? next : isRun ? inherited : undefined;
      const ownName = title ?? DEFAULT_NAMES[child.lang];
      const code = withoutRemovedLines(child.value);
      snippets.push({
        file,
        line: (child.position?.start.line ?? 0) + bodyLine,
        language: child.lang,
        stack: PROGRAM_LANGUAGES[child.lang],
        name: ownName,
        code,
        isFragment: words.includes('fragment'),
        isRun,
        isUnstable: words.includes('unstable'),
        companions,
        ...(exercise !== undefined && { exercise }),
        ...(output && { output: output.value, outputTitle: readFenceMeta(output.meta ?? '').title ?? '' }),
      });
      companions = words.includes('also') ? [...companions, { name: ownName, code }] : [];
    }
  };
  visit(root, undefined);
  return snippets;
}

/** `lessons/…/03-streams.mdx:41 (order.mjs)` */
export function describePlace({ file, line, name }: Snippet): string {
  return `${file}:${line} (${name})`;
}

/** All code fences under a node, in order. */
export function fencesIn(node: MdastNode): Fence[] {
  if (node.type === 'code') return [node];
  return 'children' in node ? (node.children as readonly MdastNode[]).flatMap(fencesIn) : [];
}

/** Whether a fence holds what a program prints, or for one that can be run what it printed once. */
function isOutput({ lang, meta }: Fence, isRun: boolean): boolean {
  const { title } = readFenceMeta(meta ?? '');
  return lang === 'text' && (title === OUTPUT_TITLE || (isRun && title === ONE_OUTPUT_TITLE));
}

/** The first output of a program under a node. */
export function outputIn(node: MdastNode): Fence | undefined {
  return fencesIn(node).find((fence) => isOutput(fence, true));
}

/** Lines that are shown as removed are not in the program; their numbers are kept. */
function withoutRemovedLines(code: string): string {
  return code.replace(/^.*\[!code --\].*$/gm, '');
}
