/**
 * The workspace's style sheet travels with its code. As an imported style sheet Astro would put it into the HTML of each
 * page that can open a workspace, lessons included.
 */
import sheet from './styles/workspace.css?inline';

/** Adds the style sheet to the page. Does nothing when it is there. */
export function attachStyles(): void {
  const id = 'workspace-styles';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = sheet;
  document.head.append(style);
}
