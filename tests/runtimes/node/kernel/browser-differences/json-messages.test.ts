/** The messages are compared with those of V8 itself: these tests run in Node. */
import { describe, expect, it } from 'vitest';
import { circularMessage } from '../../../../../src/runtimes/node/kernel/browser-differences/circular-message.ts';
import { findJsonError } from '../../../../../src/runtimes/node/kernel/browser-differences/json-messages.ts';

function messageOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Each text, cut at each place and with each of some characters put in at each place. */
function variants(text: string): string[] {
  const places = Array.from({ length: text.length + 1 }, (_, place) => place);
  return places.flatMap((place) => [
    text.slice(0, place),
    text.slice(0, place) + text.slice(place + 1),
    ...[...'{]":,-.0ex\\\n'].map((sign) => text.slice(0, place) + sign + text.slice(place)),
  ]);
}

describe('JSON.parse', () => {
  it.each([
    '{"a":1,"b":[true,false,null,"x\\n\\u00e9"],"c":{"d":-1.5e+10}}',
    '[1, 2,\n 3]',
    'undefined',
    '[object Object]',
    '{a: 1}',
    ' 01 ',
  ])('says of variants of %j what V8 says', (text) => {
    for (const variant of variants(text)) {
      expect([variant, findJsonError(variant)?.message]).toEqual([variant, messageOf(() => JSON.parse(variant))]);
    }
  });
});

describe('JSON.stringify', () => {
  it.each([0, 1, 2, 3, 4, 5])('tells a circle of %i further objects as V8 does', (steps) => {
    const start: Record<string, unknown> = {};
    let last = start;
    for (let step = 0; step < steps; step += 1) {
      const next: Record<string, unknown> = {};
      last[`p${step}`] = step % 2 ? [next] : next;
      last = next;
    }
    last.end = start;
    const value = { outside: 1, start };
    expect(circularMessage(value)).toBe(messageOf(() => JSON.stringify(value)));
  });
});
