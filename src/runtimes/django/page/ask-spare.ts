/** Questions to the interpreter that waits for the next run: its parser and its SQLite, without one of their own. */
import { RuntimeError } from '../../runtime.ts';
import type { Answer, Question } from '../protocol.ts';
import type { InterpreterSupply } from './interpreter-supply.ts';

/** A longer file is not looked at while it is written: the next run would have to wait. In characters. */
const SYNTAX_TEXT_LIMIT = 200_000;

/** Undefined when no interpreter waits, or the file is no matter for it. Never rejects. */
export async function askForSyntaxProblems(supply: InterpreterSupply, path: string, text: string) {
  if (text.length > SYNTAX_TEXT_LIMIT || supply.spare === undefined) return undefined;
  const answer = await ask(supply, { about: 'syntax', path, text }).catch(() => undefined);
  return answer?.about === 'syntax' ? (answer.problems ?? undefined) : undefined;
}

/** Rejects with a `RuntimeError`. */
export async function askForDatabase(
  supply: InterpreterSupply,
  { content, question }: Omit<Extract<Question, { about: 'database' }>, 'about'>,
) {
  await supply.prepare();
  const answer = await ask(supply, { about: 'database', content, question }).catch(() => undefined);
  if (answer?.about === 'database') return answer.answer;
  throw new RuntimeError('The database could not be read now.', 'Try again in a moment.');
}

async function ask(supply: InterpreterSupply, question: Question): Promise<Answer | undefined> {
  const interpreter = await supply.spare;
  if (!interpreter) return undefined;
  try {
    return await interpreter.ask(question);
  } catch (error) {
    void supply.replace(interpreter).catch(() => undefined);
    throw error;
  }
}
