/** What a waiting interpreter is asked. Nothing of the learner's is run for it, and nothing of the answer stays. */
import type { Answer, Question } from '../protocol.ts';
import type { Interpreter } from './boot.ts';

export function answerQuestion(interpreter: Interpreter, question: Question): Answer {
  const session = interpreter.pyimport('twinstack_engine.session');
  if (question.about === 'syntax') {
    return { about: 'syntax', problems: JSON.parse(session.find_syntax_problems(question.path, question.text)) };
  }
  const answer = session.read_database(question.content, JSON.stringify(question.question));
  return { about: 'database', answer: JSON.parse(answer) };
}
