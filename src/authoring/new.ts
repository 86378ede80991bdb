/** `npm run new`: starts a lesson or an exercise that is right from the beginning. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { CourseError } from '../course/course-error.ts';
import { type CourseStack, stackSchema } from '../course/exercise.ts';
import { runCommandLine } from './command-line.ts';
import { createExercise, createLesson, listParts } from './scaffold/create-content.ts';

const USAGE = `Usage: npm run new -- lesson <part> <slug>                  for instance: lesson event-loop timers
       npm run new -- exercise <id> --runtime node|django   for instance: exercise hello-timer --runtime node`;

const root = process.cwd();

/** Asks on a terminal; elsewhere what is missing is an error. */
type Ask = (question: string) => Promise<string>;

async function createNew(ask: Ask): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runtime: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const [kind = await ask('What do you want to write, a lesson or an exercise?'), ...names] = positionals;
  if (kind === 'lesson') {
    const part = names[0] ?? (await ask(`Which part is it in? (${listParts(root).join(', ')})`));
    const slug = names[1] ?? (await ask('What is its slug? (lower-case words joined by hyphens)'));
    const file = createLesson(root, { part, slug });
    console.log(`${file} is there. Write it, look at it with "npm run dev", then: npm run check -- ${slug}`);
  } else if (kind === 'exercise') {
    const id = names[0] ?? (await ask('What is its id? (lower-case words joined by hyphens)'));
    const stack = values.runtime ?? (await ask('Which stack runs it, node or django?'));
    const folder = createExercise(root, { id, stack: parseStack(stack) });
    console.log(`${folder}/ is there and works. Make it yours: the task, starter/, solution/, tests/, wrong-answers/.
Add "${id}" to the exercises of a lesson and <Exercise id="${id}" /> to its text, then: npm run check -- ${id}`);
  } else {
    throw new CourseError(`"${kind}" cannot be created.`, 'Write lesson or exercise.');
  }
}

function parseStack(text: string): CourseStack {
  const { data } = stackSchema.safeParse(text);
  if (data) return data;
  throw new CourseError(`There is no runtime "${text}".`, 'Write node or django.');
}

async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}

async function refuseToAsk(): Promise<never> {
  throw new CourseError('Something is missing.', USAGE);
}

await runCommandLine(() => createNew(process.stdin.isTTY ? askOnTerminal : refuseToAsk), USAGE);
