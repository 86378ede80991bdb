/** V8's message of `JSON.stringify` for a value that holds itself. */

/** Of a long way around, V8 shows the first steps and the last. */
const SHOWN_FIRST = 2;
const SHOWN_LAST = 1;

interface Step {
  readonly key: string;
  readonly value: object;
}

/** Undefined when there is no circle. */
export function circularMessage(value: unknown): string | undefined {
  return isObject(value) ? follow([{ key: '', value: asStringified(value, '') as object }]) : undefined;
}

/** Depth first, in the order of `JSON.stringify`. */
function follow(steps: readonly Step[]): string | undefined {
  const last = steps.at(-1)?.value;
  for (const [key, each] of Object.entries(last ?? {})) {
    const value = asStringified(each, key);
    if (!isObject(value)) continue;
    const start = steps.findIndex((step) => step.value === value);
    if (start >= 0) return describe(steps.slice(start), nameOf(last, key));
    const found = follow([...steps, { key: nameOf(last, key), value }]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function asStringified(value: unknown, key: string): unknown {
  const toJson = isObject(value) ? (value as { toJSON?: unknown }).toJSON : undefined;
  return typeof toJson === 'function' ? toJson.call(value, key) : value;
}

function nameOf(holder: unknown, key: string): string {
  return Array.isArray(holder) ? `index ${key}` : `property '${key}'`;
}

function describe(circle: readonly Step[], closing: string): string {
  const [first, ...rest] = circle;
  const shownFirst = rest.slice(0, SHOWN_FIRST);
  const shownLast = rest.slice(Math.max(shownFirst.length, rest.length - SHOWN_LAST));
  const isCut = shownFirst.length + shownLast.length < rest.length;
  return [
    'Converting circular structure to JSON',
    `    --> starting at object with constructor ${constructorOf(first?.value)}`,
    ...shownFirst.map(describeStep),
    ...(isCut ? ['    |     ...'] : []),
    ...shownLast.map(describeStep),
    `    --- ${closing} closes the circle`,
  ].join('\n');
}

function describeStep({ key, value }: Step): string {
  return `    |     ${key} -> object with constructor ${constructorOf(value)}`;
}

function constructorOf(value: object | undefined): string {
  return `'${value?.constructor?.name ?? 'Object'}'`;
}
