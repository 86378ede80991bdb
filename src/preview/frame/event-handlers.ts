/** `onload = …` and the like for event targets of our own: one listener that can be exchanged. */
export function defineHandlers(prototype: EventTarget, types: readonly string[]): void {
  for (const type of types) {
    const handlers = new WeakMap<EventTarget, EventListener>();
    Object.defineProperty(prototype, `on${type}`, {
      configurable: true,
      get(this: EventTarget) {
        return handlers.get(this) ?? null;
      },
      set(this: EventTarget, handler: unknown) {
        const before = handlers.get(this);
        if (before) this.removeEventListener(type, before);
        handlers.delete(this);
        if (typeof handler !== 'function') return;
        handlers.set(this, handler as EventListener);
        this.addEventListener(type, handler as EventListener);
      },
    });
  }
}
