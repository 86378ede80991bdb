/** Things that several tests use and that must be closed: opened by a hook, closed by another. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** How a thing comes and goes. */
export interface Life<Thing> {
  open(): Promise<Thing>;
  close(thing: Thing): void | Promise<void>;
}

/** One thing for all tests of the file, or of the `describe` it is called in. To be used in hooks and tests only. */
export function shareAmongTests<Thing extends object>(life: Life<Thing>): Thing {
  const { thing, open, close } = standIn(life);
  beforeAll(open);
  afterAll(close);
  return thing;
}

/** A thing of its own for each test of the file, or of the `describe` it is called in. As `shareAmongTests` otherwise. */
export function renewForEachTest<Thing extends object>(life: Life<Thing>): Thing {
  const { thing, open, close } = standIn(life);
  beforeEach(open);
  afterEach(close);
  return thing;
}

interface StandIn<Thing> {
  readonly thing: Thing;
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file names what it shares while its tests are collected, when nothing is open yet. What it gets passes every access on
 * to the thing that is open at the time.
 */
function standIn<Thing extends object>(life: Life<Thing>): StandIn<Thing> {
  let current: Thing | undefined;
  const thing = new Proxy({} as Thing, {
    get(_target, name) {
      if (!current) throw new Error(`"${String(name)}" was asked for outside of a test: only hooks and tests may.`);
      const value: unknown = Reflect.get(current, name);
      // Private fields are the thing's own.
      return typeof value === 'function' ? value.bind(current) : value;
    },
  });
  return {
    thing,
    async open() {
      current = await life.open();
    },
    async close() {
      // It may not have opened.
      const last = current;
      current = undefined;
      if (last) await life.close(last);
    },
  };
}
