/** What a test expected and what it got, line by line. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DifferenceLine } from '../model/difference.ts';
import { loadDifference, loadedDifference } from './load-difference.ts';

/** More lines than this help nobody, and drawing them takes long. */
const LINES_AT_MOST = 1000;

export interface DifferenceProps {
  readonly expected: string;
  readonly actual: string;
}

export function Difference({ expected, actual }: DifferenceProps) {
  const [compare, setCompare] = useState(() => loadedDifference());
  useEffect(() => {
    // A function in a setter would be called.
    if (!compare) loadDifference().then((loaded) => setCompare(() => loaded));
  }, [compare]);
  const lines = useMemo(
    () => compare?.(expected, actual) ?? [...listLines('expected', expected), ...listLines('actual', actual)],
    [compare, expected, actual],
  );
  return (
    <figure class="ws-difference">
      <figcaption>
        <span class="ws-sign-expected">− expected</span> <span class="ws-sign-actual">+ what your code gave</span>
      </figcaption>
      <div class="ws-difference-lines">
        {lines.slice(0, LINES_AT_MOST).map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </div>
      {lines.length > LINES_AT_MOST && <p class="ws-cut">{lines.length - LINES_AT_MOST} more lines are not shown.</p>}
    </figure>
  );
}

const SIGNS = { expected: '−', actual: '+', both: ' ' } as const;
const WORDS = { expected: 'expected: ', actual: 'got: ', both: '' } as const;

function Line({ line: { side, parts } }: { readonly line: DifferenceLine }) {
  return (
    <div class="ws-difference-line" data-side={side}>
      <span class="ws-difference-sign" aria-hidden="true">
        {SIGNS[side]}
      </span>
      <span class="ts-visually-hidden">{WORDS[side]}</span>
      <code>{parts.map(({ text, isDifferent }, index) => (isDifferent ? <mark key={index}>{text}</mark> : text))}</code>
    </div>
  );
}

function listLines(side: 'expected' | 'actual', text: string): DifferenceLine[] {
  return text.split('\n').map((line) => ({ side, parts: [{ text: line, isDifferent: false }] }));
}
