/** `JSON` with V8's messages. */
import { circularMessage } from './circular-message.ts';
import { findJsonError } from './json-messages.ts';

/** Replaces `JSON.parse` and `JSON.stringify`. */
export function speakJsonAsV8(): void {
  const { parse, stringify } = JSON;
  // Methods, so that they are no constructors and have the right names.
  const methods = {
    parse(text: string, reviver?: Parameters<typeof parse>[1]): unknown {
      try {
        return parse(text, reviver);
      } catch (error) {
        const message = error instanceof SyntaxError ? findJsonError(String(text))?.message : undefined;
        throw message === undefined ? error : new SyntaxError(message);
      }
    },
    stringify(value: unknown, ...more: [replacer?: (string | number)[] | null, space?: string | number]) {
      try {
        return stringify(value, ...more);
      } catch (error) {
        const message = isAboutCircle(error) ? circularMessage(value) : undefined;
        throw message === undefined ? error : new TypeError(message);
      }
    },
  };
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(JSON, name, { value: method, writable: true, enumerable: false, configurable: true });
  }
}

function isAboutCircle(error: unknown): boolean {
  return error instanceof TypeError && /cyclic|circular/.test(error.message);
}
