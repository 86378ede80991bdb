/**
 * In the frame: objects of another page, used as if they were here. What is read of one is another such object; calls
 * and assignments travel and happen a moment later. So `opener.choose(window, 3)` works, and an answer that is needed at
 * once does not: `opener.total + 1` cannot.
 */
import { type CarriedValue, WINDOW_REF, type WindowAct } from './window-acts.ts';

type RemoteAct = Extract<WindowAct, { type: 'call' | 'set' }>;

interface Place {
  readonly ref: string;
  readonly path: readonly string[];
}

/** What was kept longest goes first: a page must not hold the other's objects without end. */
const MOST_KEPT = 1000;

export class RemoteObjects {
  readonly #send: (act: RemoteAct) => void;
  readonly #otherWindow: () => unknown;
  /** This page's things that the other one knows by a name. */
  readonly #kept = new Map<string, unknown>();
  readonly #places = new WeakMap<object, Place>();
  #count = 0;

  /** `otherWindow` gives what stands for the other page's window here. */
  constructor(send: (act: RemoteAct) => void, otherWindow: () => unknown) {
    this.#send = send;
    this.#otherWindow = otherWindow;
  }

  /** Something of the other page's window, by its name. */
  read(name: string): unknown {
    return this.#stand({ ref: WINDOW_REF, path: [name] });
  }

  write(name: string, value: unknown): void {
    this.#send({ type: 'set', ref: WINDOW_REF, path: [name], value: this.#pack(value) });
  }

  /** Does what the other page asks for. What goes wrong is told here, in the console, as an error of its own. */
  perform(act: RemoteAct): void {
    const { owner, name } = this.#find(act);
    if (act.type === 'set') {
      if (name !== undefined) Reflect.set(owner as object, name, this.#unpack(act.value));
      return;
    }
    const target = name === undefined ? owner : Reflect.get(owner as object, name);
    if (typeof target !== 'function') return;
    const args = act.args.map((value) => this.#unpack(value));
    this.#keep(act.result, target.apply(name === undefined ? undefined : owner, args));
  }

  #find({ ref, path }: Place): { readonly owner: unknown; readonly name: string | undefined } {
    const root = ref === WINDOW_REF ? window : this.#kept.get(ref);
    const owner = path.slice(0, -1).reduce<unknown>((value, name) => Object(value)[name], root);
    return { owner: path.length === 0 ? root : Object(owner), name: path.at(-1) };
  }

  #stand(place: Place): unknown {
    const proxy: object = new Proxy(() => undefined, {
      get: (_target, name) => {
        // Not awaited as if it were a promise, and shown as what it is.
        if (name === 'then') return undefined;
        if (name === Symbol.toPrimitive) return () => '[object of another window]';
        return typeof name === 'symbol' ? undefined : this.#stand({ ...place, path: [...place.path, name] });
      },
      set: (_target, name, value) => {
        const path = [...place.path, String(name)];
        this.#send({ type: 'set', ref: place.ref, path, value: this.#pack(value) });
        return true;
      },
      apply: (_target, _self, args: unknown[]) => {
        const result = this.#name('result');
        this.#send({ type: 'call', ...place, args: args.map((value) => this.#pack(value)), result });
        return this.#stand({ ref: result, path: [] });
      },
    });
    this.#places.set(proxy, place);
    return proxy;
  }

  #pack(value: unknown): CarriedValue {
    if (value === window) return { kind: 'window' };
    if (value !== null && value === this.#otherWindow()) return { kind: 'yours', ref: WINDOW_REF, path: [] };
    const place = isObject(value) ? this.#places.get(value) : undefined;
    if (place) return { kind: 'yours', ...place };
    try {
      return { kind: 'value', value: structuredClone(value) };
    } catch {
      const ref = this.#name('own');
      this.#keep(ref, value);
      return { kind: 'mine', ref };
    }
  }

  #unpack(carried: CarriedValue): unknown {
    switch (carried.kind) {
      case 'value':
        return carried.value;
      case 'window':
        return this.#otherWindow();
      case 'mine':
        return this.#stand({ ref: carried.ref, path: [] });
      case 'yours': {
        const { owner, name } = this.#find(carried);
        return name === undefined ? owner : Reflect.get(owner as object, name);
      }
    }
  }

  #keep(ref: string, value: unknown): void {
    this.#kept.set(ref, value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** No name of the other page: it counts with another number. */
  #name(kind: 'result' | 'own'): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
