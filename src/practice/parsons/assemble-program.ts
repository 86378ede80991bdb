/** From lines that a learner has put in order to the program they are. */
import type { Parsons } from '../../course/question.ts';
import type { OrderLine } from '../order/order-lines.ts';

const DIVIDER: OrderLine = { key: 'divider', text: 'Left out', depth: 0, isDivider: true };

/** How far a level of indentation goes: four spaces in Python (PEP 8), two in JavaScript. */
const LEVELS = { node: '  ', django: '    ' } as const;

/** The lines as the learner finds them: all of them belong until one is put below the divider. */
export function startLines({ lines }: Parsons): readonly OrderLine[] {
  return [...lines.map((text, index) => ({ key: String(index), text, depth: 0 })), DIVIDER];
}

/** The program: what stands above the divider. */
export function assembleProgram({ stack }: Parsons, lines: readonly OrderLine[]): string {
  const used = lines.slice(
    0,
    lines.findIndex(({ isDivider }) => isDivider),
  );
  return used.map(({ text, depth }) => LEVELS[stack].repeat(depth) + text).join('\n');
}
