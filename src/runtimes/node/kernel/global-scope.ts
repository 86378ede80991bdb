/** Turns the worker's global object into one that has the language and nothing of the browser. */

/**
 * Removes every global that is not part of the language, from the global object and from its prototypes, where most of
 * a worker's functions live: `fetch`, `XMLHttpRequest`, `WebSocket`, `indexedDB`, `caches`, `importScripts`, `Worker`,
 * `BroadcastChannel`, `navigator`, `postMessage` … Node's library then defines Node's. Returns what could not be removed.
 */
export function removeBrowserGlobals(scope: object, languageGlobals: readonly string[]): string[] {
  const keep = new Set<PropertyKey>([...languageGlobals, 'constructor']);
  const remaining: string[] = [];
  for (let level: object | null = scope; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const key of Reflect.ownKeys(level)) {
      if (level === scope && keep.has(key)) continue;
      // EventTarget.prototype and the like lose their constructors too: they lead back to browser interfaces.
      if (!Reflect.deleteProperty(level, key)) remaining.push(String(key));
    }
  }
  return remaining;
}
