/** The pages themselves: the one in front, and the pop-ups that they opened. */
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import { PageFrame } from './PageFrame.tsx';
import { WindowList } from './WindowList.tsx';

export type PageWidth = 'full' | 'tablet' | 'phone';

export interface PageViewProps {
  readonly id: string;
  readonly browser: PreviewBrowser;
  readonly width: PageWidth;
  readonly isHidden: boolean;
}

export function PageView({ id, browser, width, isHidden }: PageViewProps) {
  return (
    <div id={id} class="ws-page" role="tabpanel" aria-label="Page" data-width={width} hidden={isHidden}>
      <WindowList browser={browser} />
      <div class="ws-page-windows">
        {browser.windows.value.map((window) => (
          <PageFrame key={window.id} window={window} isInFront={window === browser.front.value} />
        ))}
      </div>
    </div>
  );
}
