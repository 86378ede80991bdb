/** Lines that are put in order, and what can be done with one. */

export interface OrderLine {
  /** Stays with the line: texts may repeat. */
  readonly key: string;
  readonly text: string;
  /** Levels of indentation. */
  readonly depth: number;
  /** Lines below it are left out. It stays in the list, and no learner moves it. */
  readonly isDivider?: boolean;
}

export type Move = 'up' | 'down' | 'in' | 'out' | { readonly to: number };

export interface MovedLine {
  readonly lines: readonly OrderLine[];
  /** Where the line is now. */
  readonly at: number;
  /** What happened, for screen readers. */
  readonly sentence: string;
}

/** Deeper than this no program of a lesson goes. */
const DEPTH_AT_MOST = 6;

/** Moves a line; nothing when it cannot be moved so. */
export function moveLine(lines: readonly OrderLine[], from: number, move: Move): MovedLine | undefined {
  const line = lines[from];
  if (!line || line.isDivider) return undefined;
  if (move === 'in' || move === 'out') {
    const depth = line.depth + (move === 'in' ? 1 : -1);
    if (depth < 0 || depth > DEPTH_AT_MOST) return undefined;
    const indented = lines.map((other) => (other === line ? { ...line, depth } : other));
    return { lines: indented, at: from, sentence: `${line.text}, indented ${depth === 1 ? 'once' : `${depth} times`}` };
  }
  const to = typeof move === 'object' ? move.to : from + (move === 'up' ? -1 : 1);
  if (to < 0 || to >= lines.length || to === from) return undefined;
  const others = lines.filter((other) => other !== line);
  const moved = [...others.slice(0, to), line, ...others.slice(to)];
  return { lines: moved, at: to, sentence: describePosition(moved, to) };
}

function describePosition(lines: readonly OrderLine[], at: number): string {
  const divider = lines.findIndex(({ isDivider }) => isDivider);
  const text = lines[at]?.text ?? '';
  if (divider !== -1 && at > divider) return `${text}, left out`;
  return `${text}, ${at + 1} of ${divider === -1 ? lines.length : divider}`;
}

/** What a key press means in the list. */
export type KeyAction =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'choose'; readonly choose: (chosen: number, length: number) => number };

/** The action of a key press; `depth` says whether lines can be indented. */
export function findMove(
  { key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  depth: 'fixed' | 'free',
): KeyAction | undefined {
  if (ctrlKey || metaKey) return undefined;
  if (key === 'ArrowUp') return altKey ? { kind: 'move', move: 'up' } : { kind: 'choose', choose: (at) => at - 1 };
  if (key === 'ArrowDown') return altKey ? { kind: 'move', move: 'down' } : { kind: 'choose', choose: (at) => at + 1 };
  if (altKey) return undefined;
  if (key === 'Home') return { kind: 'choose', choose: () => 0 };
  if (key === 'End') return { kind: 'choose', choose: (_at, length) => length - 1 };
  if (depth === 'free' && key === 'ArrowRight') return { kind: 'move', move: 'in' };
  if (depth === 'free' && key === 'ArrowLeft') return { kind: 'move', move: 'out' };
  return undefined;
}
