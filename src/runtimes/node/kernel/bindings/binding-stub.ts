import type { Binding } from '../kernel.ts';
import type { Shape } from '../node-facts.ts';
import { NotImplementedError } from '../not-implemented.ts';

/** A binding with the names and constants of the real one; each function throws `NotImplementedError`. */
export function createBindingStub(name: string, shape: Shape | undefined): Binding {
  return shape === undefined ? {} : (revive(name, shape) as Binding);
}

function revive(path: string, shape: Shape): unknown {
  switch (shape.kind) {
    case 'value':
      return shape.value;
    case 'number':
      return Number(shape.text);
    case 'bigint':
      return BigInt(shape.text);
    case 'undefined':
      return undefined;
    case 'symbol':
      return Symbol(shape.description);
    case 'array':
      return shape.items.map((item, index) => revive(`${path}[${index}]`, item));
    case 'typed-array':
      return reviveTypedArray(shape.type, shape.length);
    case 'map':
      return new Map(shape.entries.map(([key, value]) => [revive(path, key), revive(path, value)]));
    case 'object':
      return reviveProperties(path, {}, shape.properties);
    case 'function':
      return reviveFunction(path, shape);
  }
}

function reviveTypedArray(type: string, length: number): unknown {
  const TypedArray = (globalThis as unknown as Record<string, new (length: number) => unknown>)[type];
  if (!TypedArray) throw new Error(`There is no typed array "${type}".`);
  return new TypedArray(length);
}

function reviveProperties(path: string, target: object, properties: Readonly<Record<string, Shape>>): object {
  for (const [key, shape] of Object.entries(properties)) {
    Object.defineProperty(target, key, {
      value: revive(`${path}.${key}`, shape),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return target;
}

function reviveFunction(path: string, shape: Extract<Shape, { kind: 'function' }>): unknown {
  const refuse = (api: string) =>
    function refuseCall(): never {
      throw new NotImplementedError(api);
    };
  const stub = refuse(path);
  Object.defineProperty(stub, 'name', { value: shape.name, configurable: true });
  for (const method of shape.methods ?? []) {
    Object.defineProperty(stub.prototype, method, {
      value: refuse(`${path}.${method}`),
      writable: true,
      configurable: true,
    });
  }
  return reviveProperties(path, stub, shape.statics ?? {});
}
