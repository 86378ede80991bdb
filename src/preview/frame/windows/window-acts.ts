/**
 * What a page may do with the window of another: the one it opened, or the one that opened it. Both are in origins of
 * their own and cannot touch each other; the site's page passes these on between them (browser/between-windows.ts).
 */

/** A value on its way from one page to another. */
export type CarriedValue =
  /** What can be cloned. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** The sender's own window. */
  | { readonly kind: 'window' }
  /** Something that stays with the sender: a function, an element. */
  | { readonly kind: 'mine'; readonly ref: string }
  /** Something that the receiver has: where it is, seen from a thing that the receiver knows by `ref`. */
  | { readonly kind: 'yours'; readonly ref: string; readonly path: readonly string[] };

/** The ref of a window itself. */
export const WINDOW_REF = 'window';

export type WindowAct =
  | { readonly type: 'close' }
  | { readonly type: 'focus' }
  | { readonly type: 'navigate'; readonly url: string; readonly replaces: boolean }
  | { readonly type: 'reload' }
  /** `targetOrigin` as in `postMessage`. */
  | { readonly type: 'post'; readonly data: unknown; readonly targetOrigin: string }
  /** Calls what is at `path`; the receiver keeps what comes back under `result`. */
  | {
      readonly type: 'call';
      readonly ref: string;
      readonly path: readonly string[];
      readonly args: readonly CarriedValue[];
      readonly result: string;
    }
  | {
      readonly type: 'set';
      readonly ref: string;
      readonly path: readonly string[];
      readonly value: CarriedValue;
    };

/** Which window an act goes to or comes from, seen from a page: its opener, or one that it opened, by its id. */
export type WindowKey = string;
export const OPENER: WindowKey = 'opener';
