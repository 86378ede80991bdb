/** In the frame: the way to the site's page, which does for the page what a sandbox cannot. */
import type { FromFrame, ToFrame } from './messages.ts';

type Listener<Type extends ToFrame['type']> = (message: Extract<ToFrame, { type: Type }>) => void;

export class SiteChannel {
  readonly #post: (message: FromFrame, transfer: Transferable[]) => void;
  readonly #listeners = new Map<string, Listener<ToFrame['type']>>();
  #last = 0;

  constructor(port: MessagePort) {
    // The page may change the prototype.
    this.#post = port.postMessage.bind(port);
    port.onmessage = ({ data }: MessageEvent<ToFrame>) => this.#listeners.get(data.type)?.(data);
  }

  /** A number that no other request of this page has. */
  nextId(): number {
    this.#last += 1;
    return this.#last;
  }

  send(message: FromFrame, transfer: Transferable[] = []): void {
    this.#post(message, transfer);
  }

  /** Each type has one listener. */
  on<Type extends ToFrame['type']>(type: Type, listener: Listener<Type>): void {
    this.#listeners.set(type, listener as unknown as Listener<ToFrame['type']>);
  }
}
