/** A file that the server or the page has for the learner, or a link that leads out: nothing happens without a click. */
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import { describeBytes } from '../../model/describe-run.ts';

export function OfferNotice({ browser }: { readonly browser: PreviewBrowser }) {
  const offer = browser.offer.value;
  if (!offer) return null;
  return (
    <div class="ws-notice" role="status">
      <p>
        {offer.kind === 'file' ? (
          <>
            The page has a file for you: <strong>{offer.name}</strong>, {describeBytes(offer.bytes.length)}.
          </>
        ) : (
          <>
            This link leads out of the preview, to <strong class="ws-break">{offer.href}</strong>
          </>
        )}
      </p>
      <div class="ws-notice-actions">
        {offer.kind === 'file' ? (
          <button
            type="button"
            class="ts-button"
            onClick={() => {
              saveFile(offer.name, offer.bytes);
              browser.dismissOffer();
            }}
          >
            Save
          </button>
        ) : (
          <a
            class="ts-button"
            href={offer.href}
            target="_blank"
            rel="noopener noreferrer"
            onClick={() => browser.dismissOffer()}
          >
            Open in a new tab
          </a>
        )}
        <button type="button" class="ts-button ts-button-quiet" onClick={() => browser.dismissOffer()}>
          Dismiss
        </button>
      </div>
    </div>
  );
}

/** As plain bytes: whatever it is, the browser saves it and opens nothing of the site's origin. */
function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS);
}

/** The browser has taken the file long before. */
const REVOKE_AFTER_MS = 60_000;
