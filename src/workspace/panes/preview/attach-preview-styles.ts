import { attachStyleSheet } from '../../attach-style-sheet.ts';
import sheet from '../../styles/preview.css?inline';

/** The preview's style sheet travels with its code, as the workspace's does. */
export function attachPreviewStyles(): void {
  attachStyleSheet('workspace-preview-styles', sheet);
}
