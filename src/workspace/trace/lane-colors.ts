import { LANES } from './describe-callback.ts';
import type { LaneColors } from './draw-lanes.ts';

/** One for each lane, from the site's own colours. */
const LANE_TOKENS = [
  '--ts-ink',
  '--ts-accent',
  '--ts-django',
  '--ts-node',
  '--ts-ok',
  '--ts-warn',
  '--ts-bad',
] as const;

/** What the style sheet says where `element` is: a canvas cannot read custom properties itself. */
export function readColors(element: Element): { readonly colors: LaneColors; readonly font: string } {
  const probe = document.createElement('span');
  element.parentElement?.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const lanes = LANES.map((_lane, index) => read(LANE_TOKENS[index] ?? '--ts-ink'));
  const colors = {
    ink: read('--ts-ink'),
    muted: read('--ts-muted'),
    line: read('--ts-line'),
    accent: read('--ts-accent'),
    lanes,
  };
  const { fontFamily } = getComputedStyle(probe);
  probe.remove();
  return { colors, font: `12px ${fontFamily}` };
}
