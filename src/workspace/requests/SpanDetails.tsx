/** An opened step: where it is written, and all that was recorded of it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SourceLocation } from '../../runtimes/runtime.ts';
import type { RequestSpan } from '../../runtimes/trace.ts';
import { Icon } from '../layout/Icon.tsx';
import { labelSpan, listFacts } from './describe-span.ts';
import { formatSql } from './format-sql.ts';
import { sqlOf, textsOf } from './read-spans.ts';
import { SPAN_KINDS } from './span-kinds.ts';

export interface SpanDetailsProps {
  readonly span: RequestSpan;
  readonly onClose: () => void;
  /** How a line of the program is led to. */
  readonly showPlace: (location: SourceLocation) => ComponentChildren;
}

export function SpanDetails({ span, onClose, showPlace }: SpanDetailsProps) {
  const section = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement);
  // Who opened it reads on here; Escape leads back to the row.
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  const close = () => {
    onClose();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const { kind, source, error } = span;
  return (
    <section
      ref={section}
      class="ws-step-details"
      tabIndex={-1}
      aria-label="This step"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2>{SPAN_KINDS[kind].title}</h2>
        <button type="button" class="ts-button ts-button-quiet" onClick={close}>
          <Icon name="cross" />
          <span class="ts-visually-hidden">Close this step</span>
        </button>
      </header>
      {error !== undefined && <p class="ws-bad">{error}</p>}
      {kind === 'sql' ? <Query span={span} /> : <p class="ws-break">{labelSpan(span)}</p>}
      {source && <p class="ws-step-place">{showPlace(source)}</p>}
      <dl>
        {listFacts(span).map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd class="ws-break">{value}</dd>
          </div>
        ))}
      </dl>
      <Patterns patterns={textsOf(span, 'patternsTried')} />
    </section>
  );
}

function Query({ span }: { readonly span: RequestSpan }) {
  const params = textsOf(span, 'params');
  return (
    <>
      <pre class="ws-sql">{formatSql(sqlOf(span))}</pre>
      {params.length > 0 && (
        <p>
          Parameters: <code class="ws-break">{params.join(', ')}</code>
        </p>
      )}
    </>
  );
}

/** In order; the last one is the one that fitted, if any did. */
function Patterns({ patterns }: { readonly patterns: readonly string[] }) {
  if (patterns.length === 0) return null;
  return (
    <>
      <h3>Patterns tried, in order</h3>
      <ol class="ws-patterns">
        {patterns.map((pattern, index) => (
          <li key={`${index} ${pattern}`}>
            <code class="ws-break">{pattern === '' ? "'' (the empty path)" : pattern}</code>
          </li>
        ))}
      </ol>
    </>
  );
}
