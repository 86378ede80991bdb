import sheet from '../../styles/preview.css?inline';

/** The preview's style sheet travels with its code, as the workspace's does. */
export function attachPreviewStyles(): void {
  const id = 'workspace-preview-styles';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = sheet;
  document.head.append(style);
}
