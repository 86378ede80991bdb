/** What the site's page and the frame with a learner's page say to each other over one message port. */
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import type { PreparedDocument, Resource } from '../document/resource.ts';
import type { WindowAct, WindowKey } from './windows/window-acts.ts';

export type StorageArea = 'local' | 'session';
export type StoredItems = Readonly<Record<string, string>>;

/** A place in the page, in CSS pixels. */
export interface ScrollPlace {
  readonly x: number;
  readonly y: number;
}

/** What the frame is to show. */
export interface DocumentMessage extends PreparedDocument {
  readonly type: 'document';
  readonly url: string;
  readonly referrer: string;
  /** How an address of a resource begins in the HTML. */
  readonly placeholderStart: string;
  readonly cookies: string;
  readonly storage: Readonly<Record<StorageArea, StoredItems>>;
  readonly historyLength: number;
  readonly historyState: unknown;
  /** `window.name` */
  readonly windowName: string;
  readonly hasOpener: boolean;
  /** How the ids of windows begin that this document opens: no other document's do. */
  readonly idStart: string;
  readonly scroll?: ScrollPlace | undefined;
}

/** From the site's page. */
export type ToFrame =
  | DocumentMessage
  /** More of a text that is shown while it comes. */
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'response';
      readonly id: number;
      readonly url: string;
      readonly redirected: boolean;
      readonly status: number;
      readonly statusText: string;
      readonly headers: HttpHeaders;
      readonly isOpaque: boolean;
    }
  | { readonly type: 'response-body'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'response-end'; readonly id: number }
  | { readonly type: 'response-failed'; readonly id: number; readonly message: string }
  /** `key` is the one to use; absent when the server does not have it. */
  | {
      readonly type: 'resources';
      readonly id: number;
      readonly key?: string;
      readonly resources: readonly Resource[];
      readonly modules: readonly Resource[];
    }
  | { readonly type: 'cookies'; readonly text: string }
  /** Back or forward within the same document. */
  | { readonly type: 'pop-state'; readonly url: string; readonly state: unknown }
  /** Another page does something with this one. `name` and `origin` are the other's. */
  | {
      readonly type: 'from-window';
      readonly window: WindowKey;
      readonly name: string;
      readonly origin: string;
      readonly act: WindowAct;
    }
  /** Where another window is; `url` is absent where this page must not know it. Goes before what it does. */
  | { readonly type: 'window-at'; readonly window: WindowKey; readonly name: string; readonly url?: string | undefined }
  /** A window that this page opened is gone, or was not opened. */
  | { readonly type: 'window-closed'; readonly id: WindowKey }
  | { readonly type: 'socket-open'; readonly id: number; readonly protocol: string }
  | { readonly type: 'socket-message'; readonly id: number; readonly message: string | Uint8Array<ArrayBuffer> }
  | { readonly type: 'socket-close'; readonly id: number; readonly code: number; readonly reason: string };

export type ResourceKind = 'script' | 'module' | 'style' | 'file';

/** From the frame, where a stranger's page runs: parse it. */
export type FromFrame =
  | {
      readonly type: 'request';
      readonly id: number;
      readonly url: string;
      readonly method: string;
      readonly headers: HttpHeaders;
      readonly body?: Uint8Array<ArrayBuffer>;
      readonly mode: 'cors' | 'no-cors' | 'same-origin';
      readonly credentials: 'omit' | 'same-origin' | 'include';
      readonly redirect: 'follow' | 'error' | 'manual';
    }
  /** The frame takes more of a body: it has read a piece. */
  | { readonly type: 'request-read'; readonly id: number }
  | { readonly type: 'request-abort'; readonly id: number }
  | { readonly type: 'load'; readonly id: number; readonly url: string; readonly kind: ResourceKind }
  | {
      readonly type: 'navigate';
      readonly url: string;
      readonly method: string;
      readonly contentType?: string;
      readonly body?: Uint8Array<ArrayBuffer>;
      readonly replaces: boolean;
    }
  /** Another window, known by `id` from now on. */
  | {
      readonly type: 'open-window';
      readonly id: WindowKey;
      /** `about:blank` for one without a page. */
      readonly url: string;
      readonly name: string;
      readonly hasOpener: boolean;
      readonly hasReferrer: boolean;
      /** The learner has just clicked or typed. */
      readonly isAsked: boolean;
      readonly method?: string;
      readonly contentType?: string;
      readonly body?: Uint8Array<ArrayBuffer>;
    }
  /** The page wants its own window to be closed. */
  | { readonly type: 'close-window' }
  | { readonly type: 'to-window'; readonly window: WindowKey; readonly act: WindowAct }
  | { readonly type: 'reload' }
  | { readonly type: 'go'; readonly delta: number }
  | { readonly type: 'push-state'; readonly url: string; readonly state: unknown; readonly replaces: boolean }
  | { readonly type: 'set-cookie'; readonly text: string }
  | { readonly type: 'store'; readonly area: StorageArea; readonly items: StoredItems }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'scroll'; readonly x: number; readonly y: number }
  /** The page is on the screen. */
  | { readonly type: 'shown' }
  /** A file that the page made itself. */
  | {
      readonly type: 'save';
      readonly name: string;
      readonly contentType: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly type: 'socket-connect';
      readonly id: number;
      readonly url: string;
      readonly protocols: readonly string[];
    }
  | { readonly type: 'socket-send'; readonly id: number; readonly message: string | Uint8Array<ArrayBuffer> }
  | { readonly type: 'socket-close'; readonly id: number; readonly code?: number; readonly reason?: string };
