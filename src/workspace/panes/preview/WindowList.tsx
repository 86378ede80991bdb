/** Which window of the preview is in front. Absent while there are no pop-ups. */
import { useRef } from 'preact/hooks';
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import type { PreviewWindow } from '../../../preview/browser/preview-window.ts';
import { Icon } from '../../layout/Icon.tsx';

export function WindowList({ browser }: { readonly browser: PreviewBrowser }) {
  const list = useRef<HTMLUListElement>(null);
  const windows = browser.windows.value;
  const close = (window: PreviewWindow) => {
    browser.close(window);
    // The button that was pressed is gone.
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  };
  return (
    <>
      <p class="ts-visually-hidden" role="status">
        {windows.length > 1 ? `The preview has ${windows.length - 1} pop-up${windows.length > 2 ? 's' : ''}.` : ''}
      </p>
      {windows.length > 1 && (
        <ul ref={list} class="ws-windows" aria-label="Windows of the preview">
          {windows.map((window) => (
            <li key={window.id} class="ws-window">
              <button
                type="button"
                class="ws-window-name"
                aria-current={window === browser.front.value ? 'page' : undefined}
                onClick={() => browser.bringToFront(window)}
              >
                <Icon name="window" />
                <span class="ts-visually-hidden">{window === browser.first ? '' : 'Pop-up: '}</span>
                <span class="ws-window-title">{describeWindow(window)}</span>
              </button>
              {window !== browser.first && (
                <button
                  type="button"
                  class="ts-button ts-button-quiet ws-window-close"
                  title="Close the pop-up"
                  onClick={() => close(window)}
                >
                  <Icon name="cross" />
                  <span class="ts-visually-hidden">Close the pop-up {describeWindow(window)}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function describeWindow({ title, history }: PreviewWindow): string {
  const url = history.present.value?.request.url;
  return title.value || (url ? new URL(url).pathname : 'Empty page');
}
