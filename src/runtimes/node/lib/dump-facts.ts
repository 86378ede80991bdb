/** Prints what the kernel must know of the pinned Node as JSON (`NodeFacts` without the bundle's own parts). */
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type { NodeFacts, Shape } from '../kernel/node-facts.ts';

type Values = Record<string, unknown>;
type BindingOf = (name: string) => Values;

const { internalBinding } = createRequire(import.meta.url)('internal/test/binding') as { internalBinding: BindingOf };
const natives = (process as unknown as { binding(name: string): Values }).binding('natives');

const FUNCTION_OWN = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);
const MAX_DEPTH = 5;

/** The shape of a value: enough to make a stand-in of it (kernel/bindings/binding-stub.ts). */
function shapeOf(value: unknown, depth: number, seen: Set<object>): Shape {
  if (value === null) return { kind: 'value', value };
  switch (typeof value) {
    case 'undefined':
      return { kind: 'undefined' };
    case 'string':
    case 'boolean':
      return { kind: 'value', value };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? { kind: 'value', value }
        : { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { kind: 'bigint', text: String(value) };
    case 'symbol':
      return { kind: 'symbol', description: value.description ?? '' };
    case 'function':
      return shapeOfFunction(value, depth, seen);
    default:
      return shapeOfObject(value, depth, seen);
  }
}

function shapeOfFunction(value: object, depth: number, seen: Set<object>): Shape {
  const { name, prototype } = value as { name: string; prototype?: object };
  const methods: string[] = [];
  for (let level = prototype; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    methods.push(...Object.getOwnPropertyNames(level).filter((method) => method !== 'constructor'));
  }
  const statics = Object.getOwnPropertyNames(value).filter((key) => !FUNCTION_OWN.has(key));
  return {
    kind: 'function',
    name,
    ...(methods.length > 0 && { methods: [...new Set(methods)] }),
    ...(statics.length > 0 && { statics: shapesOf(value as Values, statics, depth, seen) }),
  };
}

function shapeOfObject(value: object, depth: number, seen: Set<object>): Shape {
  if (seen.has(value) || depth > MAX_DEPTH) return { kind: 'undefined' };
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    return {
      kind: 'typed-array',
      type: value.constructor.name,
      length: (value as Uint8Array).length,
    };
  }
  if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => shapeOf(item, depth + 1, seen)) };
  if (value instanceof Map) {
    return {
      kind: 'map',
      entries: [...value].map(
        ([key, item]) => [shapeOf(key, depth + 1, seen), shapeOf(item, depth + 1, seen)] as const,
      ),
    };
  }
  return { kind: 'object', properties: shapesOf(value as Values, Object.keys(value), depth, seen) };
}

function shapesOf(owner: Values, keys: readonly string[], depth: number, seen: Set<object>): Record<string, Shape> {
  return Object.fromEntries(
    keys.map((key) => {
      // Some properties are getters that want a real object of their class.
      const { value } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
      return [key, shapeOf(value, depth + 1, seen)];
    }),
  );
}

/** Names of all bindings that the library mentions. */
function bindingNames(): string[] {
  const names = new Set<string>();
  for (const source of Object.values(natives)) {
    if (typeof source !== 'string') continue;
    for (const [, name] of source.matchAll(/internalBinding\('(\w+)'\)/g)) if (name) names.add(name);
  }
  return [...names].sort();
}

function dumpBindings(): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  for (const name of bindingNames()) {
    // All of it comes from the bundle.
    if (name === 'builtins') continue;
    let binding: Values;
    try {
      binding = internalBinding(name);
    } catch (error) {
      // Bindings of features this Node was built without (QUIC …): the kernel has none either.
      if (error instanceof Error && error.message.startsWith('No such binding')) continue;
      throw error;
    }
    shapes[name] = shapeOf(binding, 0, new Set());
  }
  return shapes;
}

function dumpOptions(): Values {
  const { getCLIOptionsValues } = internalBinding('options') as { getCLIOptionsValues(): Values };
  const values = { ...getCLIOptionsValues() };
  // How this dump itself was started.
  values['--expose-internals'] = false;
  values['--warnings'] = true;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}

const { getErrorMap } = internalBinding('uv') as { getErrorMap(): Map<number, [string, string]> };
const { config } = internalBinding('builtins') as { config: string };
// This machine's build folders are nobody's business.
const { variables } = JSON.parse(config) as { variables: Values };

const facts: Omit<NodeFacts, 'builtinIds' | 'laterModules'> = {
  version: process.version,
  versions: { ...process.versions } as Record<string, string>,
  release: { ...process.release },
  options: dumpOptions(),
  uvErrors: [...getErrorMap()],
  bindings: dumpBindings(),
  languageGlobals: runInNewContext('Object.getOwnPropertyNames(globalThis)'),
  config: JSON.stringify({
    target_defaults: {},
    variables: {
      napi_build_version: variables.napi_build_version,
      node_use_amaro: variables.node_use_amaro,
      node_module_version: variables.node_module_version,
      v8_enable_i18n_support: variables.v8_enable_i18n_support,
    },
  }),
};
process.stdout.write(JSON.stringify(facts));
