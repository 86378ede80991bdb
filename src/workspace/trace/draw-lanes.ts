/** Draws the lanes into a canvas: only the columns that are on screen, so that 100,000 callbacks cost what 50 do. */
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import { LANES } from './describe-callback.ts';

/** CSS pixels. */
export const LANE_HEIGHT = 30;
export const COLUMN_WIDTH = 26;
export const TITLE_WIDTH = 104;
const BLOCK_HEIGHT = 20;
/** Of the strip that shows the whole run. */
export const OVERVIEW_HEIGHT = LANES.length * 4;

export interface LaneColors {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly lanes: readonly string[];
}

export interface LanePicture {
  readonly trace: CallbackTrace;
  readonly ids: Int32Array;
  readonly position: number;
  readonly colors: LaneColors;
  readonly font: string;
}

/** The first column on screen, for a canvas of that width: the playhead stays in the middle of a long run. */
export function firstColumn({ ids, position }: Pick<LanePicture, 'ids' | 'position'>, width: number): number {
  const fitting = Math.max(1, Math.floor((width - TITLE_WIDTH) / COLUMN_WIDTH));
  return Math.max(0, Math.min(ids.length - fitting, position - (fitting >> 1)));
}

export function drawLanes(context: CanvasRenderingContext2D, width: number, picture: LanePicture): void {
  const { trace, ids, position, colors } = picture;
  const first = firstColumn(picture, width);
  const last = Math.min(ids.length, first + Math.ceil((width - TITLE_WIDTH) / COLUMN_WIDTH));
  context.clearRect(0, 0, width, LANES.length * LANE_HEIGHT);
  drawTitles(context, width, picture);
  for (let column = first; column < last; column += 1) {
    const id = ids[column] ?? 0;
    const lane = trace.field(id, 'phase');
    const x = TITLE_WIDTH + (column - first) * COLUMN_WIDTH;
    const isPast = column <= position;
    context.globalAlpha = isPast ? 1 : 0.35;
    context.fillStyle = colors.lanes[lane] ?? colors.ink;
    context.beginPath();
    context.roundRect(x + 2, lane * LANE_HEIGHT + (LANE_HEIGHT - BLOCK_HEIGHT) / 2, COLUMN_WIDTH - 4, BLOCK_HEIGHT, 4);
    context.fill();
    if (column === position) drawPlayhead(context, x, lane, colors);
  }
  context.globalAlpha = 1;
  drawChain(context, first, last, picture);
}

function drawTitles(context: CanvasRenderingContext2D, width: number, { colors, font }: LanePicture): void {
  context.font = font;
  context.textBaseline = 'middle';
  context.strokeStyle = colors.line;
  for (const [lane, { title }] of LANES.entries()) {
    context.fillStyle = colors.muted;
    context.fillText(title, 0, (lane + 0.5) * LANE_HEIGHT);
    context.beginPath();
    context.moveTo(0, (lane + 1) * LANE_HEIGHT - 0.5);
    context.lineTo(width, (lane + 1) * LANE_HEIGHT - 0.5);
    context.stroke();
  }
}

function drawPlayhead(context: CanvasRenderingContext2D, x: number, lane: number, colors: LaneColors): void {
  context.globalAlpha = 1;
  context.strokeStyle = colors.ink;
  context.lineWidth = 2;
  const top = lane * LANE_HEIGHT + (LANE_HEIGHT - BLOCK_HEIGHT) / 2;
  context.strokeRect(x + 1, top - 1, COLUMN_WIDTH - 2, BLOCK_HEIGHT + 2);
  context.lineWidth = 1;
}

/** Arrows from the present callback back to who asked for it, and on to the beginning. */
function drawChain(
  context: CanvasRenderingContext2D,
  first: number,
  last: number,
  { trace, ids, position, colors }: LanePicture,
): void {
  context.strokeStyle = colors.accent;
  context.fillStyle = colors.accent;
  const visible = new Map<number, number>();
  for (let column = first; column < last; column += 1) visible.set(ids[column] ?? 0, column);
  let id = ids[position] ?? 0;
  for (let cause = trace.field(id, 'cause'); id > 0 && cause > 0; cause = trace.field(id, 'cause')) {
    const [to, from] = [visible.get(id), visible.get(cause)];
    if (to !== undefined && from !== undefined) {
      drawArrow(context, place(from - first, trace.field(cause, 'phase')), place(to - first, trace.field(id, 'phase')));
    }
    id = cause;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function place(column: number, lane: number): Point {
  return { x: TITLE_WIDTH + (column + 0.5) * COLUMN_WIDTH, y: (lane + 0.5) * LANE_HEIGHT };
}

function drawArrow(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  const middle = (from.x + to.x) / 2;
  const end = to.x - COLUMN_WIDTH / 2 + 2;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.bezierCurveTo(middle, from.y, middle, to.y, end, to.y);
  context.stroke();
  context.beginPath();
  context.moveTo(end, to.y);
  context.lineTo(end - 6, to.y - 4);
  context.lineTo(end - 6, to.y + 4);
  context.fill();
  context.lineWidth = 1;
}

/** The whole run in one strip, folded: each pixel shows which lanes had callbacks there. */
export function drawOverview(context: CanvasRenderingContext2D, width: number, picture: LanePicture): void {
  const { trace, ids, colors } = picture;
  context.clearRect(0, 0, width, OVERVIEW_HEIGHT);
  const perColumn = ids.length / width;
  for (let x = 0; x < width; x += 1) {
    const from = Math.floor(x * perColumn);
    const to = Math.max(from + 1, Math.floor((x + 1) * perColumn));
    let lanes = 0;
    for (let column = from; column < to && column < ids.length; column += 1) {
      lanes |= 1 << trace.field(ids[column] ?? 0, 'phase');
    }
    for (let lane = 0; lane < LANES.length; lane += 1) {
      if ((lanes & (1 << lane)) === 0) continue;
      context.fillStyle = colors.lanes[lane] ?? colors.ink;
      context.fillRect(x, lane * 4, 1, 3);
    }
  }
}
