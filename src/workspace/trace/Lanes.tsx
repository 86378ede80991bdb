/** The picture: a canvas with the lanes around the playhead, and a strip with the whole run. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import { LANES } from './describe-callback.ts';
import {
  COLUMN_WIDTH,
  drawLanes,
  drawOverview,
  firstColumn,
  LANE_HEIGHT,
  type LanePicture,
  OVERVIEW_HEIGHT,
  TITLE_WIDTH,
} from './draw-lanes.ts';
import { readColors } from './lane-colors.ts';
import type { TracePlayer } from './trace-player.ts';

export interface LanesProps {
  readonly player: TracePlayer;
  readonly trace: CallbackTrace;
}

type Look = Pick<LanePicture, 'colors' | 'font'>;

export function Lanes({ player, trace }: LanesProps) {
  const lanes = useRef<HTMLCanvasElement>(null);
  const overview = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [look, setLook] = useState<Look>();
  const ids = player.ids.value;
  const position = player.position.value;

  useLayoutEffect(() => watchWidth(lanes.current, setWidth), []);
  // Read once for a theme: at each position it would lay out the page.
  useLayoutEffect(() => {
    const read = () => setLook(readColors(lanes.current ?? document.body));
    read();
    return watchTheme(read);
  }, []);
  useLayoutEffect(() => {
    if (!look) return;
    paint(overview.current, width, OVERVIEW_HEIGHT, (context) =>
      drawOverview(context, width, { trace, ids, position: 0, ...look }),
    );
  }, [trace, ids, width, look]);
  useLayoutEffect(() => {
    if (!look) return;
    paint(lanes.current, width, LANES.length * LANE_HEIGHT, (context) =>
      drawLanes(context, width, { trace, ids, position, ...look }),
    );
  }, [trace, ids, width, look, position]);

  const goToColumn = (event: MouseEvent) => {
    const column = Math.floor((event.offsetX - TITLE_WIDTH) / COLUMN_WIDTH);
    if (column < 0) return;
    player.pause();
    player.goTo(firstColumn({ ids, position }, width) + column);
  };
  const goToShare = (event: MouseEvent) => {
    player.pause();
    player.goTo(Math.round((event.offsetX / Math.max(1, width)) * ids.length));
  };
  return (
    // The table below has the same facts, and the slider above moves the playhead.
    <div class="ws-lanes" aria-hidden="true">
      <canvas ref={lanes} style={{ blockSize: `${LANES.length * LANE_HEIGHT}px` }} onClick={goToColumn} />
      <div class="ws-lanes-overview">
        <canvas ref={overview} style={{ blockSize: `${OVERVIEW_HEIGHT}px` }} onClick={goToShare} />
        <span style={{ insetInlineStart: `${(position / Math.max(1, ids.length - 1)) * 100}%` }} />
      </div>
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement | null,
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const context = canvas?.getContext('2d');
  if (!canvas || !context || width === 0) return;
  const scale = devicePixelRatio;
  if (canvas.width !== width * scale || canvas.height !== height * scale) {
    canvas.width = width * scale;
    canvas.height = height * scale;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  draw(context);
}

function watchWidth(element: HTMLElement | null, onWidth: (width: number) => void): () => void {
  if (!element) return () => undefined;
  const measure = () => onWidth(element.clientWidth);
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}

/** Canvases have no theme of their own. On paper everything is light. */
function watchTheme(onChange: () => void): () => void {
  const queries = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('print')];
  for (const query of queries) query.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
