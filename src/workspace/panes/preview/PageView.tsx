/** The page itself, in its frame, and what it wants of the learner. */
import { useEffect, useRef } from 'preact/hooks';
import { FrameHost } from '../../../preview/browser/frame-host.ts';
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import { Icon } from '../../layout/Icon.tsx';
import { OfferNotice } from './OfferNotice.tsx';

export type PageWidth = 'full' | 'tablet' | 'phone';

export interface PageViewProps {
  readonly id: string;
  readonly browser: PreviewBrowser;
  readonly width: PageWidth;
  readonly isHidden: boolean;
}

export function PageView({ id, browser, width, isHidden }: PageViewProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = new FrameHost(document);
    place.current?.append(host.element);
    browser.attach(host);
    return () => host.element.remove();
  }, [browser]);
  const state = browser.state.value;
  const isFailed = state.phase === 'failed';
  return (
    <div id={id} class="ws-page" role="tabpanel" aria-label="Page" data-width={width} hidden={isHidden}>
      <OfferNotice browser={browser} />
      <div
        class="ws-page-progress"
        data-phase={state.phase}
        role="progressbar"
        aria-label="Loading"
        hidden={state.phase !== 'loading'}
      />
      {isFailed && (
        <div class="ws-empty" role="alert">
          <Icon name="alert" />
          <p>There was no answer.</p>
          <p>{state.reason}</p>
          <button type="button" class="ts-button" onClick={() => browser.reload()}>
            Try again
          </button>
        </div>
      )}
      <div ref={place} class="ws-page-frame" hidden={isFailed} aria-busy={state.phase === 'loading'} />
    </div>
  );
}
