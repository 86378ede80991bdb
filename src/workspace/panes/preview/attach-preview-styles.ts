import clientSheet from '../../styles/preview/client.css?inline';
import pageSheet from '../../styles/preview/page.css?inline';
import paneSheet from '../../styles/preview/pane.css?inline';
import requestsSheet from '../../styles/preview/requests.css?inline';

/** The preview's style sheets travel with its code, as the workspace's do. */
export function attachPreviewStyles(): void {
  const id = 'workspace-preview-styles';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = [paneSheet, pageSheet, requestsSheet, clientSheet].join('\n');
  document.head.append(style);
}
