/** How right an answer was. It takes the focus: the button that was pressed is gone. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AnswerOutcome } from '../../progress/record-kinds.ts';

export interface VerdictProps {
  readonly outcome: AnswerOutcome;
  readonly verdict: string;
  readonly children?: ComponentChildren;
}

export function Verdict({ outcome, verdict, children }: VerdictProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={element} class="verdict" data-outcome={outcome} tabIndex={-1}>
      <p>
        <strong>{verdict}</strong>
      </p>
      {children}
    </div>
  );
}
