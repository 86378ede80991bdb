/** Under a prediction about a Django program: the statements that it sent, or what became of its request. */
import type { Prediction } from '../../../course/question.ts';
import type { ProgramEnd } from '../../questions/run-program.ts';
import { explainQueries } from './explain-queries.ts';
import { explainRequest } from './explain-request.ts';

export interface DjangoFactsProps {
  readonly question: Prediction;
  readonly end: Pick<ProgramEnd, 'queries' | 'recorded'>;
}

export function DjangoFacts({ question, end }: DjangoFactsProps) {
  return question.unit === 'queries' ? <SentStatements end={end} /> : <LastRequest end={end} />;
}

function SentStatements({ end: { queries } }: Pick<DjangoFactsProps, 'end'>) {
  const statements = explainQueries(queries);
  if (statements.length === 0) return null;
  return (
    <section class="explanation-queries" aria-label="Why so many">
      <h3>The queries, and the lines that sent them</h3>
      <ol>
        {statements.map(({ sql, count, places }) => (
          <li key={sql}>
            <strong>{count === 1 ? 'Once' : `${count} times`}</strong>, {places.join('; ')}: <code>{sql}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

function LastRequest({ end: { recorded } }: Pick<DjangoFactsProps, 'end'>) {
  const request = explainRequest(recorded);
  if (!request) return null;
  return (
    <section class="explanation-request" aria-label="Why this answer">
      <h3>What became of the request</h3>
      {request.patternsTried.length > 0 && (
        <>
          <p>URL patterns that Django tried, in order:</p>
          <ol>
            {request.patternsTried.map((pattern) => (
              <li key={pattern}>
                <code>{pattern === '' ? "'' (the empty path)" : pattern}</code>
              </li>
            ))}
          </ol>
        </>
      )}
      {request.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
