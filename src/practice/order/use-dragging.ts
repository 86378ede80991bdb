/** Dragging lines of a list with mouse, pen or finger. A finger drags by the grip: elsewhere it scrolls the page. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';

interface Dragging {
  readonly onChoose: (index: number) => void;
  /** Moves a line, and returns where it is then. */
  readonly onDrag: (from: number, to: number) => number;
}

/** Handlers for the list. */
export function useDragging(list: RefObject<HTMLElement>, { onChoose, onDrag }: Dragging) {
  /** The index of the line that is being dragged. */
  const dragged = useRef<number>();
  const end = () => {
    dragged.current = undefined;
    delete list.current?.dataset.dragging;
  };
  return {
    onPointerDown(event: PointerEvent) {
      const target = event.target instanceof Element ? event.target : undefined;
      const index = [...(list.current?.children ?? [])].findIndex((line) => line.contains(target ?? null));
      if (index === -1 || event.button !== 0) return;
      onChoose(index);
      const isDivider = (list.current?.children[index] as HTMLElement | undefined)?.dataset.divider === 'true';
      if (isDivider || (event.pointerType === 'touch' && !target?.matches('.order-grip'))) return;
      dragged.current = index;
      list.current?.setPointerCapture(event.pointerId);
      if (list.current) list.current.dataset.dragging = 'true';
    },
    onPointerMove(event: PointerEvent) {
      const from = dragged.current;
      if (from === undefined || !list.current) return;
      const to = findPlace([...list.current.children], from, event.clientY);
      if (to !== from) dragged.current = onDrag(from, to);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** The place of a line that is held at `y`: it changes places with a neighbour past whose middle it is. */
function findPlace(lines: readonly Element[], from: number, y: number): number {
  const middle = (index: number) => {
    const { top, height } = (lines[index] as Element).getBoundingClientRect();
    return top + height / 2;
  };
  if (from > 0 && y < middle(from - 1)) return from - 1;
  if (from < lines.length - 1 && y > middle(from + 1)) return from + 1;
  return from;
}
