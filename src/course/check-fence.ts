/** Checks what an author wrote after the language of a code fence. */
import { isProgramLanguage, ONE_OUTPUT_TITLE, OUTPUT_TITLE, readFenceMeta } from './fence.ts';
import type { Fence, Snippet } from './load-snippets.ts';

type Report = (line: number, message: string, hint: string) => void;

const WORDS = ['run', 'unstable', 'fragment', 'also', 'distractors'];
const PROGRAM_NAME = /^[\w-]+(?:[./][\w-]+)*\.(?:js|mjs|cjs|py)$/;

/** The words and attributes of any fence. `line` is that of its opening backticks. */
export function checkFenceMeta({ lang, meta }: Fence, line: number, report: Report): void {
  const { words, unknown, exercise } = readFenceMeta(meta ?? '');
  for (const word of words.filter((word) => !WORDS.includes(word) && !/^\{[\d,-]+\}$/.test(word)))
    report(line, `"${word}" after the language means nothing.`, `Write title="…", {2,4-6}, or ${WORDS.join(', ')}.`);
  for (const name of unknown)
    report(line, `There is no attribute "${name}" of code.`, 'The attributes are title and with.');
  const isOfProgram = exercise !== undefined || words.some((word) => WORDS.includes(word));
  if (isOfProgram && !isProgramLanguage(lang))
    report(line, `A program cannot be in "${lang}".`, 'Programs are js or python.');
}

interface SnippetRules {
  /** Whether programs can be run where it stands. */
  readonly canRun: boolean;
  readonly report: Report;
}

/** What holds for programs that learners can run. */
export function checkSnippet(snippet: Snippet, { canRun, report }: SnippetRules): void {
  const { isRun, isUnstable, isFragment, name, output } = snippet;
  const line = snippet.line - 1;
  if (isUnstable && !isRun)
    report(line, 'Only a program that is run can be unstable.', 'Add "run" after the language, or remove "unstable".');
  if (!isRun) return;
  if (!canRun) report(line, 'Programs can be run in lessons only.', 'Remove "run", or move the program to the lesson.');
  if (isFragment)
    report(line, 'A fragment is no whole program and cannot run.', 'Complete it, or remove "run" or "fragment".');
  if (!PROGRAM_NAME.test(name))
    report(line, `"${name}" cannot be the file of a program.`, 'Write a title like "order.mjs" or "main.py".');
  if (output !== undefined) {
    checkOutputTitle(snippet, report);
  } else {
    const title = isUnstable ? ONE_OUTPUT_TITLE : OUTPUT_TITLE;
    const hint = `Write \`\`\`text title="${title}" right below it, or in <Answer>; "npm run check" says what it prints.`;
    report(line, 'This program runs, and what it prints is not shown.', hint);
  }
}

/** The title of an output must say whether it is always the same. */
function checkOutputTitle({ line: codeLine, isUnstable, outputTitle }: Snippet, report: Report): void {
  const line = codeLine - 1;
  if (isUnstable && outputTitle === OUTPUT_TITLE) {
    const hint = `Give the output the title "${ONE_OUTPUT_TITLE}".`;
    report(line, 'The program is unstable, and its output is shown as if it were always the same.', hint);
  }
  if (!isUnstable && outputTitle === ONE_OUTPUT_TITLE) {
    const hint = `Add "unstable" after the language, or give the output the title "${OUTPUT_TITLE}".`;
    report(line, 'The output is shown as one of several, and the program is not marked unstable.', hint);
  }
}
