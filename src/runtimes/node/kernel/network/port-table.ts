import { isIpv6, type ListenAddress, type ListenPlace } from './addresses.ts';

const PORTS = 65536;
/** A port is held apart for IPv4 and for IPv6. */
const FAMILIES = 2;

/**
 * How many servers hold each port, for each family of addresses. Threads and processes of a run share one table where
 * the page is cross-origin isolated; elsewhere each knows only its own servers.
 */
export class PortTable {
  #buffer: ArrayBufferLike | undefined;
  #holders: Uint8Array | undefined;

  /** The memory to give to other threads; undefined where none can be shared. */
  get shared(): SharedArrayBuffer | undefined {
    this.#counts();
    return typeof SharedArrayBuffer === 'function' && this.#buffer instanceof SharedArrayBuffer
      ? this.#buffer
      : undefined;
  }

  /** Takes part in the table of the thread that started this one. */
  join(shared: SharedArrayBuffer | undefined): void {
    if (!shared) return;
    this.#buffer = shared;
    this.#holders = new Uint8Array(shared);
  }

  isTaken(at: ListenAddress): boolean {
    return slots(at).some((slot) => Atomics.load(this.#counts(), slot) > 0);
  }

  take(at: ListenAddress): void {
    for (const slot of slots(at)) Atomics.add(this.#counts(), slot, 1);
  }

  release(at: ListenAddress): void {
    for (const slot of slots(at)) Atomics.sub(this.#counts(), slot, 1);
  }

  /** What a thread held that has ended without a word; where memory is not shared, it was not held here. */
  releaseOf(places: readonly ListenPlace[]): void {
    if (!this.shared) return;
    for (const at of places) if ('port' in at) this.release(at);
  }

  /** Most programs listen nowhere: the memory is made at first use. */
  #counts(): Uint8Array {
    this.#buffer ??=
      typeof SharedArrayBuffer === 'function'
        ? new SharedArrayBuffer(PORTS * FAMILIES)
        : new ArrayBuffer(PORTS * FAMILIES);
    this.#holders ??= new Uint8Array(this.#buffer);
    return this.#holders;
  }
}

function slots({ address, port, isIpv6Only }: ListenAddress): readonly number[] {
  const [ipv4, ipv6] = [port * FAMILIES, port * FAMILIES + 1];
  if (!isIpv6(address)) return [ipv4];
  return address === '::' && !isIpv6Only ? [ipv4, ipv6] : [ipv6];
}
