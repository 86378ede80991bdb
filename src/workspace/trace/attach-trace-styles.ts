/** Like the workspace's own style sheet, this one travels with its code. */
import sheet from './trace.css?inline';

export function attachTraceStyles(): void {
  const id = 'trace-styles';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = sheet;
  document.head.append(style);
}
