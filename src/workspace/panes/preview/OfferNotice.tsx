/** What needs the learner's yes: a file to save, a link that leads out, a pop-up. Nothing happens without a click. */
import type { Offer } from '../../../preview/browser/page-state.ts';
import type { PreviewWindow } from '../../../preview/browser/preview-window.ts';
import { describeBytes } from '../../model/describe-run.ts';

export function OfferNotice({ window }: { readonly window: PreviewWindow }) {
  const offer = window.offer.value;
  if (!offer) return null;
  const dismiss = () => window.dismissOffer();
  return (
    <div class="ws-notice" role="status">
      <p>
        <OfferSentence offer={offer} />
      </p>
      <div class="ws-notice-actions">
        <AcceptButton offer={offer} onAccept={dismiss} />
        <button type="button" class="ts-button ts-button-quiet" onClick={dismiss}>
          Dismiss
        </button>
      </div>
    </div>
  );
}

function OfferSentence({ offer }: { readonly offer: Offer }) {
  switch (offer.kind) {
    case 'file':
      return (
        <>
          The page has a file for you: <strong>{offer.name}</strong>, {describeBytes(offer.bytes.length)}.
        </>
      );
    case 'link':
      return (
        <>
          This link leads out of the preview, to <strong class="ws-break">{offer.href}</strong>
        </>
      );
    case 'window':
      return (
        <>
          The page opens a pop-up that nobody clicked for, which browsers block:{' '}
          <strong class="ws-break">{offer.url}</strong>
        </>
      );
  }
}

function AcceptButton({ offer, onAccept }: { readonly offer: Offer; readonly onAccept: () => void }) {
  if (offer.kind === 'link') {
    return (
      <a class="ts-button" href={offer.href} target="_blank" rel="noopener noreferrer" onClick={onAccept}>
        Open in a new tab
      </a>
    );
  }
  const accept = () => {
    onAccept();
    if (offer.kind === 'window') offer.open();
    else saveFile(offer.name, offer.bytes);
  };
  return (
    <button type="button" class="ts-button" onClick={accept}>
      {offer.kind === 'window' ? 'Open it' : 'Save'}
    </button>
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
