import { attachStyleSheet } from '../../attach-style-sheet.ts';
import clientSheet from '../../styles/preview/client.css?inline';
import pageSheet from '../../styles/preview/page.css?inline';
import paneSheet from '../../styles/preview/pane.css?inline';
import requestsSheet from '../../styles/preview/requests.css?inline';

/** The preview's style sheets travel with its code, as the workspace's do. */
export function attachPreviewStyles(): void {
  attachStyleSheet('workspace-preview-styles', [paneSheet, pageSheet, requestsSheet, clientSheet].join('\n'));
}
