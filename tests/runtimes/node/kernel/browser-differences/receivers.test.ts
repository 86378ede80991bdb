import { describe, expect, test } from 'vitest';
import { libraryClassAt } from '../../../../../src/runtimes/node/kernel/browser-differences/receivers.ts';

const LINES = `
class Channel extends Base {
  #handle;
  async publish(data) {
    for (const each of data) {
      each(data);
    }
  }

  get size() {
    return 1;
  }
}

Cipher.prototype.final = function final(encoding) {
  return this;
};

function plain() {
  return 1;
}
`.split('\n');

const lineWith = (text: string) => LINES.findIndex((line) => line.includes(text));

describe('a method of Node’s library', () => {
  test('is told by the class around it', () => {
    expect(libraryClassAt(LINES, lineWith('each(data)'), 'publish')).toBe('Channel');
  });

  test('is told by the prototype that it was put on', () => {
    expect(libraryClassAt(LINES, lineWith('return this'), 'final')).toBe('Cipher');
  });

  test('is no accessor and no function within it', () => {
    expect(libraryClassAt(LINES, lineWith('return 1'), 'get size')).toBeUndefined();
    expect(libraryClassAt(LINES, lineWith('each(data)'), 'inner')).toBeUndefined();
  });

  test('is no function of its own', () => {
    expect(libraryClassAt(LINES, LINES.length - 3, 'plain')).toBeUndefined();
  });
});
