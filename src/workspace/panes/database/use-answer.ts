/** An answer about the database, asked for when the question or the content changes. */
import { useEffect, useState } from 'preact/hooks';
import type { DatabaseAnswer, DatabaseQuestion } from '../../../runtimes/database.ts';
import { RuntimeError } from '../../../runtimes/runtime.ts';
import type { Database } from '../../model/database.ts';

/** Until a new answer is there, the one before stays. */
export function useAnswer(
  database: Database,
  content: Uint8Array,
  question: DatabaseQuestion,
): DatabaseAnswer | undefined {
  const [answer, setAnswer] = useState<DatabaseAnswer>();
  const asked = JSON.stringify(question);
  useEffect(() => {
    let isOutdated = false;
    database.ask(content, JSON.parse(asked) as DatabaseQuestion).then(
      (found) => {
        if (!isOutdated) setAnswer(found);
      },
      (error: unknown) => {
        if (!isOutdated) setAnswer({ type: 'unreadable', message: explain(error) });
      },
    );
    return () => {
      isOutdated = true;
    };
  }, [database, content, asked]);
  return answer;
}

function explain(error: unknown): string {
  return error instanceof RuntimeError ? `${error.message} ${error.hint}` : 'The engine did not answer.';
}
