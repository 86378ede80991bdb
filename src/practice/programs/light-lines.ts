/** Lights lines of the programs under an element: those that the callback at a trace's playhead runs. */
import type { TraceLocation } from '../../runtimes/trace.ts';

/** Only these, in the figure of the file that the place is in; nothing without a place. */
export function lightLines(element: HTMLElement, location: TraceLocation | undefined): void {
  for (const line of element.querySelectorAll('.line[data-lit]')) line.removeAttribute('data-lit');
  if (!location) return;
  const { file, line: first, endLine: last = first } = location;
  const lines = element.querySelectorAll(`figure[data-file="${CSS.escape(file)}"] .line`);
  for (const [index, line] of lines.entries()) line.toggleAttribute('data-lit', index + 1 >= first && index < last);
}
