/**
 * Lines to put in order: by dragging, by keys (a listbox whose options can be rearranged, as in the ARIA Authoring
 * Practices), or by choosing a line and pressing the buttons below.
 */
import { useRef, useState } from 'preact/hooks';
import { findMove, type Move, moveLine, type OrderLine } from './order-lines.ts';
import { useDragging } from './use-dragging.ts';

export interface OrderListProps {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly lines: readonly OrderLine[];
  /** Whether lines have a depth that can be changed. */
  readonly depth: 'fixed' | 'free';
  readonly onChange: (lines: readonly OrderLine[]) => void;
}

const BUTTONS: readonly { readonly move: Move; readonly sign: string; readonly label: string }[] = [
  { move: 'up', sign: '↑', label: 'Move the line up' },
  { move: 'down', sign: '↓', label: 'Move the line down' },
  { move: 'out', sign: '⇤', label: 'Indent the line less' },
  { move: 'in', sign: '⇥', label: 'Indent the line more' },
];

export function OrderList({ id, label, lines, depth, onChange }: OrderListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const [said, setSaid] = useState('');

  function move(how: Move, from = chosen): void {
    const moved = moveLine(lines, from, how);
    if (!moved) return;
    setChosen(moved.at);
    setSaid(moved.sentence);
    onChange(moved.lines);
  }

  const drag = useDragging(list, {
    onChoose: setChosen,
    onDrag: (from, to) => {
      move({ to }, from);
      return to;
    },
  });

  function onKeyDown(event: KeyboardEvent): void {
    const action = findMove(event, depth);
    if (!action) return;
    event.preventDefault();
    if (action.kind === 'move') move(action.move);
    else setChosen(Math.min(lines.length - 1, Math.max(0, action.choose(chosen, lines.length))));
  }

  return (
    <div class="order">
      <div
        ref={list}
        class="order-list"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={`${id}-line-${lines[chosen]?.key}`}
        aria-describedby={`${id}-how`}
        onKeyDown={onKeyDown}
        {...drag}
      >
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the option that is chosen
          <div
            key={line.key}
            class="order-line"
            id={`${id}-line-${line.key}`}
            role="option"
            aria-selected={index === chosen}
            data-divider={line.isDivider}
            style={{ '--depth': String(line.depth) }}
          >
            {line.isDivider ? null : <span class="order-grip" aria-hidden="true" />}
            {line.isDivider ? <span>{line.text}</span> : <code>{line.text}</code>}
          </div>
        ))}
      </div>
      <div class="order-tools">
        {BUTTONS.filter(({ move: how }) => depth === 'free' || how === 'up' || how === 'down').map((button) => (
          <button
            key={button.label}
            type="button"
            class="ts-button ts-button-quiet"
            aria-label={button.label}
            onClick={() => move(button.move)}
          >
            {button.sign}
          </button>
        ))}
        <p id={`${id}-how`}>
          Drag lines, or choose one and move it: Alt with ↑ and ↓{depth === 'free' && ', indent with ← and →'}.
        </p>
      </div>
      <p class="ts-visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
