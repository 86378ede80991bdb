import type { Kernel } from '../kernel.ts';

/**
 * A kind of native object that messages may carry inside of the library's own objects, as the key handle of a KeyObject
 * or the bytes of a Blob. Bindings register theirs with `addCloneableHandle`.
 */
export interface CloneableHandle<Handle extends object = object> {
  /** The same in all threads. */
  readonly name: string;
  owns(object: object): object is Handle;
  /** A plain value, without cycles, that other threads can `unpack`. */
  pack(handle: Handle): unknown;
  unpack(packed: unknown): object;
}

const registered = new WeakMap<Kernel, CloneableHandle[]>();

export function addCloneableHandle<Handle extends object>(kernel: Kernel, kind: CloneableHandle<Handle>): void {
  registered.set(kernel, [...cloneableHandles(kernel), kind as unknown as CloneableHandle]);
}

export function cloneableHandles(kernel: Kernel): readonly CloneableHandle[] {
  return registered.get(kernel) ?? [];
}
