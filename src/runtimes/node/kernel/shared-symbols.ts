import type { SharedSymbols } from './kernel.ts';
import type { NodeFacts, Shape } from './node-facts.ts';

/** Makes the symbols that native code shares with the library, from the dumped shapes. */
export function createSharedSymbols(facts: Pick<NodeFacts, 'bindings'>): SharedSymbols {
  const util = propertiesOf(facts.bindings.util);
  const privates = Object.keys(propertiesOf(util.privateSymbols)).map((name) => [name, Symbol(name)] as const);
  const isolate = Object.entries(propertiesOf(facts.bindings.symbols)).map(([name, shape]) => [
    name,
    Symbol(shape.kind === 'symbol' ? shape.description : name),
  ]);
  const privateSet = new Set<PropertyKey>(privates.map(([, symbol]) => symbol));
  return {
    private: Object.fromEntries(privates),
    isolate: Object.fromEntries(isolate),
    isPrivate: (key) => privateSet.has(key),
  };
}

function propertiesOf(shape: Shape | undefined): Readonly<Record<string, Shape>> {
  if (shape?.kind !== 'object') throw new Error('The dumped bindings hold no symbols; the engine was built wrongly.');
  return shape.properties;
}

/**
 * Hides the private symbols from reflection, as V8 does with its own. Must run before `primordials` are taken, so that
 * Node's library and the program see the same.
 */
export function hidePrivateSymbols(symbols: SharedSymbols): void {
  const { getOwnPropertySymbols } = Object;
  const { ownKeys } = Reflect;
  const visible = <Key extends PropertyKey>(keys: Key[]): Key[] =>
    keys.some((key) => symbols.isPrivate(key)) ? keys.filter((key) => !symbols.isPrivate(key)) : keys;
  replaceMethod(Object, 'getOwnPropertySymbols', (target: object) => visible(getOwnPropertySymbols(target)));
  replaceMethod(Reflect, 'ownKeys', (target: object) => visible(ownKeys(target)));
}

function replaceMethod(owner: object, name: string, method: (target: object) => PropertyKey[]): void {
  // Named, because reflection on built-ins shows it.
  Object.defineProperty(method, 'name', { value: name, configurable: true });
  Object.defineProperty(owner, name, { value: method, writable: true, configurable: true, enumerable: false });
}
