/** Tabs by the pattern of the ARIA Authoring Practices Guide: arrow keys move, and moving chooses. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useTabStrip } from './use-tab-strip.ts';

export interface Tab<Id extends string> {
  readonly id: Id;
  /** Id of the element that the tab shows. */
  readonly panelId: string;
  readonly content: ComponentChildren;
}

export interface TabListProps<Id extends string> {
  readonly className: string;
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly present: Id;
  readonly onChoose: (id: Id) => void;
}

export function TabList<Id extends string>({ className, label, tabs, present, onChoose }: TabListProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  useTabStrip(list, present);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex(({ id }) => id === present);
    const target = pickTarget(event.key, index, tabs.length);
    const tab = target === undefined ? undefined : tabs[target];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus();
  };

  return (
    <div ref={list} class={`ws-tabs ${className}`} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, panelId, content }) => (
        <button
          key={id}
          type="button"
          role="tab"
          class="ws-tab"
          data-tab={id}
          aria-selected={id === present}
          aria-controls={panelId}
          tabIndex={id === present ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {content}
        </button>
      ))}
    </div>
  );
}

function pickTarget(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
