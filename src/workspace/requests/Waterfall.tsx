/** The steps of a request as nested bars along its time. A tree for the keyboard and for screen readers. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestTrace } from '../../runtimes/trace.ts';
import { layOutWaterfall, ticksOf, type WaterfallRow } from './lay-out-waterfall.ts';
import { StepRow } from './StepRow.tsx';
import { type Step, stepOf } from './span-kinds.ts';

export interface WaterfallProps {
  readonly trace: RequestTrace;
  /** Length of the axis, ms; two pictures beside each other share one. */
  readonly totalMs: number;
  readonly label: string;
  readonly openedId: number | undefined;
  readonly onOpen: (id: number) => void;
  /** Rows of this part of answering stand out. */
  readonly lit?: Step | undefined;
  /** The pointer or the keyboard is on a row of this part. */
  readonly onPoint?: (step: Step | undefined) => void;
}

export function Waterfall({ trace, totalMs, label, openedId, onOpen, lit, onPoint }: WaterfallProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [focusedId, setFocusedId] = useState<number>();
  const tree = useRef<HTMLDivElement>(null);
  const rows = layOutWaterfall(trace, totalMs, unfolded);
  const present = Math.max(
    0,
    rows.findIndex(({ span }) => span.id === (focusedId ?? openedId)),
  );

  // What opens below it takes room away.
  useEffect(() => {
    if (openedId === undefined) return;
    tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [openedId]);

  const fold = ({ span, isOpen }: WaterfallRow, isWanted: boolean) => {
    if (isOpen === undefined || isOpen === isWanted) return;
    setUnfolded(new Set(isWanted ? [...unfolded, span.id] : [...unfolded].filter((id) => id !== span.id)));
  };
  const focusRow = (index: number) => {
    const elements = tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]');
    elements?.[Math.min(Math.max(index, 0), rows.length - 1)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[present];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focusRow(present + 1),
      ArrowUp: () => focusRow(present - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row.isOpen === false ? fold(row, true) : focusRow(present + 1)),
      ArrowLeft: () => (row.isOpen ? fold(row, false) : focusRow(parentOf(rows, present))),
      Enter: () => onOpen(row.span.id),
      ' ': () => onOpen(row.span.id),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    <div class={`ws-waterfall ts-stack-${trace.stack}`}>
      <Axis totalMs={totalMs} />
      <div ref={tree} class="ws-steps" role="tree" aria-label={label} onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <StepRow
            key={`${row.span.id} ${row.level}`}
            row={row}
            isFocusable={index === present}
            isOpened={row.span.id === openedId}
            isLit={lit !== undefined && stepOf(row.span, trace) === lit}
            onOpen={() => onOpen(row.span.id)}
            onFold={() => fold(row, !row.isOpen)}
            onFocus={() => setFocusedId(row.span.id)}
            onPoint={() => onPoint?.(stepOf(row.span, trace))}
            onLeave={() => onPoint?.(undefined)}
          />
        ))}
      </div>
    </div>
  );
}

function parentOf(rows: readonly WaterfallRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  return rows.findLastIndex((row, other) => other < index && row.level < level);
}

/** At the end there is no room for it. */
function labelTick(tick: number, totalMs: number): string {
  if (tick === 0) return '0';
  return tick / totalMs > 0.88 ? '' : `${Number(tick.toPrecision(3))} ms`;
}

function Axis({ totalMs }: { readonly totalMs: number }) {
  return (
    <div class="ws-axis" aria-hidden="true">
      <span />
      <div class="ws-axis-ticks">
        {ticksOf(totalMs).map((tick) => (
          <span key={tick} style={{ insetInlineStart: `${(tick / totalMs) * 100}%` }}>
            {labelTick(tick, totalMs)}
          </span>
        ))}
      </div>
    </div>
  );
}
