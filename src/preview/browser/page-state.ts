import type { OfferedFile } from './load-page.ts';

/** What a window shows. `failed`: there was no answer, `reason` says why. */
export type PageState =
  | { readonly phase: 'blank' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown' }
  | { readonly phase: 'failed'; readonly reason: string };

/** What only the learner can allow: a file to save, a link that leads out, a pop-up that nobody clicked for. */
export type Offer =
  | ({ readonly kind: 'file' } & OfferedFile)
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'window'; readonly url: string; readonly open: () => void };
