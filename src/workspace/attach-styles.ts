import { attachStyleSheet } from './attach-style-sheet.ts';
import sheet from './styles/workspace.css?inline';

/** Adds the workspace's style sheet to the page. Does nothing when it is there. */
export function attachStyles(): void {
  attachStyleSheet('workspace-styles', sheet);
}
