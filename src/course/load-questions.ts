/** Reads the questions of a lesson: <Predict>, <Quiz> and <Parsons> with what is in them. */
import { type MdastNode, type MdxJsxFlowElement, type MdxJsxTextElement, markdownToHtml } from 'satteri';
import { DEFAULT_NAMES, isProgramLanguage, PROGRAM_LANGUAGES, readFenceMeta } from './fence.ts';
import { fencesIn, outputIn, type SnippetSource, snippetsIn } from './load-snippets.ts';
import type { Prediction, PredictionAsk, Question } from './question.ts';
import { readAnswer } from './read-answer.ts';
import { shuffle } from './shuffle.ts';

export type QuestionElement = MdxJsxFlowElement | MdxJsxTextElement;

interface QuestionPlace extends SnippetSource {
  /** Says what is wrong with the element. */
  readonly report: (message: string, hint: string) => void;
}

type Read = (element: QuestionElement, id: string, place: QuestionPlace) => Question | undefined;

const READERS: Readonly<Record<string, Read>> = { Predict: readPrediction, Quiz: readQuiz, Parsons: readParsons };

/** Whether an element is a question. */
export function isQuestionName(name: string | null): boolean {
  return Object.hasOwn(READERS, name ?? '');
}

/** Reads a question; nothing when something is wrong with it that has been reported here or by the component's rules. */
export function loadQuestion(element: QuestionElement, place: QuestionPlace): Question | undefined {
  const { id } = attributesOf(element);
  if (id === undefined) return undefined;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    place.report(`"${id}" cannot be the id of a question.`, 'Write lower-case words joined by hyphens.');
    return undefined;
  }
  return READERS[element.name ?? '']?.(element, id, place);
}

function readPrediction(element: QuestionElement, id: string, place: QuestionPlace): Question | undefined {
  const { ask, find, tolerance, unit } = attributesOf(element);
  const programs = snippetsIn(element, place).filter(({ isRun }) => isRun);
  const [program] = programs;
  if (!program || programs.length > 1) {
    const hint = 'Put one program marked "run" into <Predict>, and what it prints into its <Answer>.';
    place.report(`There are ${programs.length} programs to predict, not 1.`, hint);
    return undefined;
  }
  const isGuess = ask === 'number' && tolerance !== undefined;
  if (program.isUnstable && !isGuess) {
    const hint = 'Change the program so that its output has one order, or ask for a number with a tolerance.';
    place.report('What this program prints differs from run to run: nobody can predict it.', hint);
  }
  if (find !== undefined && !isPattern(find)) {
    place.report(
      `"${find}" cannot be found in an output.`,
      'Write a regular expression with one group: "(\\d+) queries".',
    );
    return undefined;
  }
  if (tolerance !== undefined && !(Number(tolerance) >= 0))
    place.report(`"${tolerance}" is no tolerance.`, 'Write a number, for instance tolerance="20".');
  const base = { kind: 'prediction', id, ask: ask as PredictionAsk, ...(find !== undefined && { find }) } as const;
  return ask === undefined
    ? undefined
    : { ...base, ...readAsked(element, base, program.output ?? '', place), ...(unit && { unit }) };
}

/** What the learner is given to answer with. */
function readAsked(
  element: QuestionElement,
  prediction: Pick<Prediction, 'ask' | 'id' | 'find'>,
  output: string,
  place: QuestionPlace,
): Partial<Prediction> {
  const { ask, id } = prediction;
  const choices = choicesOf(element);
  const answer = readAnswer(prediction, output);
  if (ask !== 'pick' && choices.length > 0)
    place.report(`A prediction with ask="${ask}" has no choices.`, 'Write ask="pick", or remove <Choice>.');
  if (ask === 'order') {
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 3) place.report(`There are ${lines.length} lines to order.`, 'Let the program print 3 or more.');
    return { lines: shuffle(lines, id) };
  }
  if (answer === undefined || answer === '' || (ask === 'number' && !Number.isFinite(Number(answer)))) {
    const hint = 'Let the program print it, and say where it is: find="(\\d+) queries" takes what the group matches.';
    place.report('The output does not say what the answer is.', hint);
  }
  if (ask === 'number') return { tolerance: Number(attributesOf(element).tolerance ?? 0) };
  if (ask !== 'pick') return {};
  if (choices.length < 2) place.report('There is nothing to choose from.', 'Write two or more <Choice prints="…">.');
  if (choices.some((choice) => attributesOf(choice).prints === undefined || 'right' in attributesOf(choice))) {
    const hint = 'Write <Choice prints="200">…</Choice>: what the program prints if it is right.';
    place.report('A choice of a prediction is right when the program says so.', hint);
  }
  const right = choices.filter((choice) => attributesOf(choice).prints === answer).length;
  if (right !== 1)
    place.report(
      `${right} choices are what the program prints ("${answer}"), not 1.`,
      'Correct the choices, or "find".',
    );
  return {
    choices: choices.map((choice) => ({
      prints: attributesOf(choice).prints ?? '',
      html: renderChildren(choice, place),
    })),
  };
}

function readQuiz(element: QuestionElement, id: string, place: QuestionPlace): Question {
  const { select = 'one' } = attributesOf(element);
  const choices = choicesOf(element);
  const right = choices.filter((choice) => 'right' in attributesOf(choice)).length;
  if (choices.length < 2) place.report('There is nothing to choose from.', 'Write two or more <Choice why="…">.');
  else if (select === 'one' && right !== 1)
    place.report(`${right} choices are right, not 1.`, 'Mark one <Choice right why="…">, or write select="several".');
  else if (right === 0) place.report('No choice is right.', 'Mark those that are: <Choice right why="…">.');
  for (const choice of choices.filter((choice) => !attributesOf(choice).why))
    place.report(
      `"${textOf(choice).slice(0, 40)}" is not explained.`,
      'Write <Choice why="…">: why it is right, or why somebody could think so.',
    );
  return {
    kind: 'quiz',
    id,
    select: select === 'several' ? 'several' : 'one',
    choices: choices.map((choice) => ({
      html: renderChildren(choice, place),
      isRight: 'right' in attributesOf(choice),
      why: renderInline(attributesOf(choice).why ?? ''),
    })),
  };
}

function readParsons(element: QuestionElement, id: string, place: QuestionPlace): Question | undefined {
  const answer = elementsIn(element).find(({ name }) => name === 'Answer');
  const fences = answer ? fencesIn(answer as MdastNode) : [];
  const isOfDistractors = (meta: string | null | undefined) => readFenceMeta(meta ?? '').words.includes('distractors');
  const solution = fences.find(
    ({ lang, meta }) => isProgramLanguage(lang) && readFenceMeta(meta ?? '').words.includes('run'),
  );
  const output = outputIn(element as MdastNode)?.value;
  if (!solution || !isProgramLanguage(solution.lang) || output === undefined) {
    const hint = 'Show what it must print (```text title="Output"), and put the program, marked "run", into <Answer>.';
    place.report('There is no program to put together.', hint);
    return undefined;
  }
  if (readFenceMeta(solution.meta ?? '').words.includes('unstable'))
    place.report(
      'What this program prints differs from run to run.',
      'A Parsons problem is graded by its output: give it one.',
    );
  const linesOf = (code: string) =>
    code
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const distractors = fences.filter(({ meta }) => isOfDistractors(meta)).flatMap(({ value }) => linesOf(value));
  const { title, exercise } = readFenceMeta(solution.meta ?? '');
  return {
    kind: 'parsons',
    id,
    stack: PROGRAM_LANGUAGES[solution.lang],
    name: title ?? DEFAULT_NAMES[solution.lang],
    ...(exercise !== undefined && { exercise }),
    lines: shuffle([...linesOf(solution.value), ...distractors], id),
    output,
  };
}

function choicesOf(element: QuestionElement): QuestionElement[] {
  return elementsIn(element).filter(({ name }) => name === 'Choice');
}

function elementsIn(element: QuestionElement): QuestionElement[] {
  return (element.children as readonly MdastNode[]).filter(
    (child): child is QuestionElement => child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement',
  );
}

/** Attributes that are text, and flags as empty text. */
function attributesOf(element: QuestionElement): Record<string, string | undefined> {
  return Object.fromEntries(
    element.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && (attribute.value === null || typeof attribute.value === 'string')
        ? [[attribute.name, attribute.value ?? '']]
        : [],
    ),
  );
}

/** What is in an element, as HTML: its source is Markdown. */
function renderChildren(element: QuestionElement, { body }: SnippetSource): string {
  const children = element.children as readonly MdastNode[];
  const [start, end] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset];
  return renderInline(body.slice(start, end));
}

/** Markdown of one paragraph, without the paragraph. */
function renderInline(markdown: string): string {
  const { html } = markdownToHtml(markdown, { features: { smartPunctuation: true } });
  return html.trim().replace(/^<p>([\s\S]*)<\/p>$/, (all, inner: string) => (inner.includes('<p>') ? all : inner));
}

function textOf(node: { readonly children: readonly unknown[] }): string {
  return (node.children as readonly MdastNode[])
    .map((child) => ('value' in child ? String(child.value) : 'children' in child ? textOf(child) : ''))
    .join('');
}

/** A regular expression with exactly one group. */
function isPattern(text: string): boolean {
  try {
    // An alternative that is empty always matches, and then says how many groups there are.
    return new RegExp(`${text}|`).exec('')?.length === 2;
  } catch {
    return false;
  }
}
