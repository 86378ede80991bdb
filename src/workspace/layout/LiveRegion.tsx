/** Reads out what happened. */
import type { Announcer } from '../model/announcer.ts';

export function LiveRegion({ announcer }: { readonly announcer: Announcer }) {
  const { text, turn } = announcer.latest.value;
  return (
    <div class="ts-visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {/* A new element each time, so that the same sentence is read again. */}
      {text !== '' && <span key={turn}>{text}</span>}
    </div>
  );
}
