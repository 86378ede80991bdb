/** The line between two panes: dragged with a pointer, moved with arrow keys. */
import type { TargetedPointerEvent } from 'preact';
import { type Panes, type Separator as SeparatorName, SHARE_MAX, SHARE_MIN } from '../model/panes.ts';

export interface SeparatorProps {
  readonly separator: SeparatorName;
  readonly panes: Panes;
}

const LABELS: Readonly<Record<SeparatorName, string>> = { task: 'Width of the task', code: 'Size of the code' };

/** How far an arrow key moves it, in percent. */
const STEP = 2;

export function Separator({ separator, panes }: SeparatorProps) {
  const arrangement = panes.arrangement.value;
  const isBetweenColumns = separator === 'task' || arrangement === 'columns';
  const share = panes.share(separator);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = pickShare(event, share, isBetweenColumns);
    if (target === undefined) return;
    event.preventDefault();
    panes.resize(separator, target);
    panes.keepShares();
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    panes.resize(separator, measureShare(event, isBetweenColumns));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> cannot be focused and moved
    <div
      class={`ws-separator ws-separator-${separator}`}
      role="separator"
      tabIndex={0}
      aria-label={LABELS[separator]}
      aria-orientation={isBetweenColumns ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share)}
      aria-valuemin={SHARE_MIN}
      aria-valuemax={SHARE_MAX}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => panes.keepShares()}
      onDblClick={() => panes.resetShare(separator)}
    />
  );
}

function pickShare(event: KeyboardEvent, share: number, isBetweenColumns: boolean): number | undefined {
  const step = event.shiftKey ? STEP * 5 : STEP;
  if (event.key === (isBetweenColumns ? 'ArrowLeft' : 'ArrowUp')) return share - step;
  if (event.key === (isBetweenColumns ? 'ArrowRight' : 'ArrowDown')) return share + step;
  if (event.key === 'Home') return SHARE_MIN;
  if (event.key === 'End') return SHARE_MAX;
  return undefined;
}

/** The share of the pane before the separator, if the separator were where the pointer is. */
function measureShare(event: TargetedPointerEvent<HTMLElement>, isBetweenColumns: boolean): number {
  const before = event.currentTarget.previousElementSibling?.getBoundingClientRect();
  const all = event.currentTarget.parentElement?.getBoundingClientRect();
  if (!before || !all) return SHARE_MIN;
  return isBetweenColumns
    ? ((event.clientX - before.left) / all.width) * 100
    : ((event.clientY - before.top) / all.height) * 100;
}
