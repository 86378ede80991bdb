/** In the frame: what `window.open` gives, and what `window.opener` is. */
import { LOCATION_NAME } from '../../document/names.ts';
import { defineAll } from '../navigation.ts';
import { resolve } from '../page-address.ts';
import { RemoteObjects } from './remote-objects.ts';
import type { WindowAct } from './window-acts.ts';

export class WindowHandle {
  readonly #send: (act: WindowAct) => void;
  readonly #objects: RemoteObjects;
  readonly name: string;
  /** What the page gets. */
  readonly proxy: object;
  isClosed = false;
  /** Where it is, as far as this page may know. */
  href = 'about:blank';

  constructor(name: string, send: (act: WindowAct) => void) {
    this.name = name;
    this.#send = (act) => {
      if (!this.isClosed) send(act);
    };
    this.#objects = new RemoteObjects(this.#send, () => this.proxy);
    this.proxy = this.#createProxy();
  }

  /** Does here what the other page asks for. */
  receive(act: WindowAct, origin: string): void {
    if (act.type === 'call' || act.type === 'set') this.#objects.perform(act);
    if (act.type !== 'post') return;
    const event = new MessageEvent('message', { data: act.data, origin });
    // The constructor takes real windows only.
    Object.defineProperty(event, 'source', { value: this.proxy });
    window.dispatchEvent(event);
  }

  /** Shows another address there, in front. */
  go(url: URL): void {
    this.#send({ type: 'navigate', url: url.href, replaces: false });
    this.#send({ type: 'focus' });
  }

  #createProxy(): object {
    const known = this.#describe();
    return new Proxy(known, {
      get: (_target, name) => {
        if (name in known || typeof name === 'symbol') return Reflect.get(known, name);
        return name === 'then' ? undefined : this.#objects.read(name);
      },
      set: (_target, name, value) => {
        if (name in known) Reflect.set(known, name, value);
        else this.#objects.write(String(name), value);
        return true;
      },
    });
  }

  /** What a page knows of another window without asking it. */
  #describe(): object {
    const place = this.#describePlace();
    const known = {
      close: () => this.#send({ type: 'close' }),
      focus: () => this.#send({ type: 'focus' }),
      blur: () => undefined,
      postMessage: (data: unknown, to: string | { targetOrigin?: string } = '/') => {
        const targetOrigin = typeof to === 'string' ? to : (to.targetOrigin ?? '/');
        this.#send({ type: 'post', data: structuredClone(data), targetOrigin });
      },
    };
    const toLocation = { get: () => place, set: (to: unknown) => this.#assign(to, false) };
    defineAll(known, {
      closed: { get: () => this.isClosed },
      name: { get: () => this.name },
      location: toLocation,
      // What the preview's own rewriting makes of `location` (script.ts).
      [LOCATION_NAME]: toLocation,
      self: { get: () => this.proxy },
      window: { get: () => this.proxy },
    });
    return known;
  }

  #describePlace(): object {
    const place = {
      assign: (to: unknown) => this.#assign(to, false),
      replace: (to: unknown) => this.#assign(to, true),
      reload: () => this.#send({ type: 'reload' }),
      toString: () => this.href,
    };
    const parts = PLACE_PARTS.map((part): [string, PropertyDescriptor] => [
      part,
      {
        enumerable: true,
        get: () => new URL(this.href)[part],
        set: (to) => part === 'href' && this.#assign(to, false),
      },
    ]);
    defineAll(place, Object.fromEntries(parts));
    return place;
  }

  #assign(to: unknown, replaces: boolean): void {
    const url = resolve(String(to));
    if (!url) throw new DOMException(`"${to}" is not an address.`, 'SyntaxError');
    this.#send({ type: 'navigate', url: url.href, replaces });
  }
}

const PLACE_PARTS = [
  ...(['href', 'origin', 'protocol', 'host', 'hostname'] as const),
  ...(['port', 'pathname', 'search', 'hash'] as const),
];
