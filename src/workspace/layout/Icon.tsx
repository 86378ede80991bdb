/** Signs of the workspace. Never alone: a word, shown or read out, stands next to each. */

const PATHS = {
  run: 'M5 3.2v9.6L13 8Z',
  check: 'm3 8.4 3.4 3.4L13 4.6',
  stop: 'M4 4h8v8H4Z',
  cross: 'm4 4 8 8m0-8-8 8',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6h-9Z',
  dash: 'M3.5 8h9',
  dots: 'M3 8h.01M8 8h.01M13 8h.01',
  undo: 'M6.5 3 3 6.5 6.5 10M3.4 6.5H10a3 3 0 0 1 0 6H7',
  bulb: 'M6 13.5h4M6.2 11.5c0-1.6-2-2.5-2-5a3.8 3.8 0 0 1 7.6 0c0 2.5-2 3.4-2 5Z',
  alert: 'M8 2.5 14.2 13H1.800ZM8 6.500v3M8 11.300h.01',
  compare: 'M8 2v12M3 5h2.500M3 8h2.500M3 11h2.500M10.5 5H13M10.5 8H13M10.5 11H13',
  keyboard: 'M1.5 4h13v8h-13ZM4 6.500h.01M6.7 6.500h.01M9.3 6.500h.01M12 6.500h.01M4.5 9.500h7',
  lanes: 'M2 4h4M7.5 8h4M10 12h4M6 4l1.500 4M11.500 8l0 4',
  waterfall: 'M2 4h5M5 8h7M10 12h4',
  back: 'M13 8H3.500M7 4 3 8l4 4',
  forward: 'M3 8h9.500M9 4l4 4-4 4',
  reload: 'M13 8a5 5 0 1 1-1.600-3.700M13 2.500v3h-3',
  expand: 'M3 6.500V3h3.500M9.500 3H13v3.500M13 9.500V13H9.500M6.500 13H3V9.500',
  window: 'M2 3.500h12v9H2ZM2 6h12',
  down: 'm4.5 6.5 3.5 3.500 3.5-3.500',
  table: 'M2 3.5h12v9H2ZM2 6.500h12M6.500 6.500v6',
  arrow: 'M3 8h9.500M9 4.5 12.5 8 9 11.5',
} as const;

const FILLED: readonly (keyof typeof PATHS)[] = ['run', 'stop'];

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  const isFilled = FILLED.includes(name);
  return (
    <svg class="ws-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={isFilled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width={isFilled ? '1' : '1.6'}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
