/** One row of the waterfall: what the step is, and when it was. */
import { describeRest, labelSpan } from './describe-span.ts';
import type { WaterfallRow } from './lay-out-waterfall.ts';
import { describeSpanMs, durationOf } from './read-spans.ts';
import { SPAN_KINDS } from './span-kinds.ts';

export interface StepRowProps {
  readonly row: WaterfallRow;
  readonly isFocusable: boolean;
  readonly isOpened: boolean;
  readonly isLit: boolean;
  readonly onOpen: () => void;
  readonly onFold: () => void;
  readonly onFocus: () => void;
  /** The pointer or the keyboard comes to it, or the pointer leaves it. */
  readonly onPoint: () => void;
  readonly onLeave: () => void;
}

export function StepRow(props: StepRowProps) {
  const { row, isFocusable, isOpened, isLit, onOpen, onFold, onFocus, onPoint, onLeave } = props;
  const { span, pieces, level, isOpen } = row;
  const { word, title, bar } = SPAN_KINDS[span.kind];
  const ms = pieces.reduce((sum, piece) => sum + durationOf(piece.span), 0);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
    <div
      class="ws-step"
      role="treeitem"
      tabIndex={isFocusable ? 0 : -1}
      aria-level={level}
      aria-expanded={isOpen}
      aria-selected={isOpened}
      data-lit={isLit}
      data-error={span.error !== undefined}
      style={{ '--level': level - 1 }}
      onClick={onOpen}
      onFocus={() => {
        onFocus();
        onPoint();
      }}
      onMouseEnter={onPoint}
      onMouseLeave={onLeave}
    >
      <span class="ws-step-name">
        {isOpen !== undefined && (
          // The keys of the tree fold, too.
          <button
            type="button"
            class="ws-step-fold"
            tabIndex={-1}
            aria-hidden="true"
            data-open={isOpen}
            onClick={(event) => {
              event.stopPropagation();
              onFold();
            }}
          />
        )}
        <span class="ws-step-word" aria-hidden="true">
          {word}
        </span>
        <span class="ts-visually-hidden">{title}: </span>
        {pieces.length > 1 && <strong class="ws-step-count">{pieces.length}×</strong>}
        <span class="ws-step-label">{labelSpan(span)}</span>
        <span class="ws-step-ms">{describeSpanMs(ms)}</span>
        <span class="ts-visually-hidden">{describeRest(span)}</span>
      </span>
      <span class="ws-track">
        {pieces.map(({ span: { id, error }, start, width }) => (
          <span
            key={id}
            class="ws-bar"
            data-bar={error === undefined ? bar : 'bad'}
            style={{ insetInlineStart: `${start * 100}%`, inlineSize: `${width * 100}%` }}
          />
        ))}
      </span>
    </div>
  );
}
