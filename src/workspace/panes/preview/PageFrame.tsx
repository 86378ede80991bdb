/** One window of the preview: its page in a frame, and what it wants of the learner. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { FrameHost } from '../../../preview/browser/frame-host.ts';
import type { PreviewWindow } from '../../../preview/browser/preview-window.ts';
import { Icon } from '../../layout/Icon.tsx';
import { OfferNotice } from './OfferNotice.tsx';

export interface PageFrameProps {
  readonly window: PreviewWindow;
  readonly isInFront: boolean;
}

export function PageFrame({ window, isInFront }: PageFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = new FrameHost(document);
    place.current?.append(host.element);
    window.attach(host);
    return () => host.element.remove();
  }, [window]);
  const state = window.state.value;
  const isLoading = state.phase === 'loading';
  const isFailed = state.phase === 'failed';
  return (
    // Not `hidden`: a frame that is not laid out paints nothing and never says that it is there.
    <div class="ws-page-window" data-front={isInFront} inert={!isInFront}>
      <OfferNotice window={window} />
      <div
        class="ws-page-progress"
        data-phase={state.phase}
        role="progressbar"
        aria-label="Loading"
        hidden={!isLoading}
      />
      {isLoading && <SlowNotice window={window} />}
      {isFailed && (
        <div class="ws-empty" role="alert">
          <Icon name="alert" />
          <p>There was no answer.</p>
          <p>{state.reason}</p>
          <button type="button" class="ts-button" onClick={() => window.reload()}>
            Try again
          </button>
        </div>
      )}
      <div ref={place} class="ws-page-frame" hidden={isFailed} aria-busy={isLoading} />
    </div>
  );
}

/** A server that takes longer most likely forgot to answer, in ms. */
const SLOW_AFTER_MS = 4000;

/** Shown while a page loads, when that takes long. */
function SlowNotice({ window }: { readonly window: PreviewWindow }) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  return (
    <div class="ws-notice" role="status">
      <p>The server has not finished its answer. Is it still at work, or does its code never end the answer?</p>
      <div class="ws-notice-actions">
        <button type="button" class="ts-button" onClick={() => window.stop()}>
          Stop waiting
        </button>
      </div>
    </div>
  );
}
