/** V8's message for a text that is no JSON, found by reading the text once more. */

/** V8 shows at most this many characters on each side of the one that does not fit. */
const CONTEXT = 10;
/** Texts that are no JSON because a value was turned into a string. */
const STRINGIFIED = ['NaN', 'Infinity', 'undefined', '[object Object]'];

class Unfitting extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** What does not fit in a text that is no JSON: V8's message, and where it is. */
export interface JsonError {
  readonly message: string;
  /** In the text, from 0. */
  readonly offset: number;
}

/** Undefined when the text is JSON. */
export function findJsonError(text: string): JsonError | undefined {
  try {
    new Reader(text).readAll();
    return undefined;
  } catch (error) {
    if (error instanceof Unfitting) return error;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): void {
    this.#readValue();
    if (this.#skipSpace() !== undefined) this.#fail('Unexpected non-whitespace character after JSON');
  }

  #readValue(): void {
    const next = this.#skipSpace();
    if (next === '{') this.#readObject();
    else if (next === '[') this.#readArray();
    else if (next === '"') this.#readString();
    else if (next === '-' || isDigit(next)) this.#readNumber();
    else if (next === 't') this.#readWord('true');
    else if (next === 'f') this.#readWord('false');
    else if (next === 'n') this.#readWord('null');
    else this.#failAtToken();
  }

  #readObject(): void {
    this.#at += 1;
    if (this.#skipSpace() === '}') {
      this.#at += 1;
      return;
    }
    if (this.#peek() !== '"') this.#fail("Expected property name or '}' in JSON");
    for (;;) {
      this.#readString();
      if (this.#skipSpace() !== ':') this.#fail("Expected ':' after property name in JSON");
      this.#at += 1;
      this.#readValue();
      const next = this.#skipSpace();
      if (next !== ',' && next !== '}') this.#fail("Expected ',' or '}' after property value in JSON");
      this.#at += 1;
      if (next === '}') return;
      if (this.#skipSpace() !== '"') this.#fail('Expected double-quoted property name in JSON');
    }
  }

  #readArray(): void {
    this.#at += 1;
    if (this.#skipSpace() === ']') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#readValue();
      const next = this.#skipSpace();
      if (next !== ',' && next !== ']') this.#fail("Expected ',' or ']' after array element in JSON");
      this.#at += 1;
      if (next === ']') return;
    }
  }

  #readString(): void {
    this.#at += 1;
    for (;;) {
      const next = this.#peek();
      if (next === undefined) this.#fail('Unterminated string in JSON');
      if (next < ' ') this.#fail('Bad control character in string literal in JSON');
      this.#at += 1;
      if (next === '"') return;
      if (next === '\\') this.#readEscape();
    }
  }

  #readEscape(): void {
    const next = this.#peek();
    if (next === undefined) this.#failAtToken();
    if (next !== 'u') {
      if (!'"\\/bfnrt'.includes(next)) this.#fail('Bad escaped character in JSON');
      this.#at += 1;
      return;
    }
    this.#at += 1;
    for (let digits = 0; digits < 4; digits += 1) {
      if (!/^[\da-f]$/i.test(this.#peek() ?? '')) this.#fail('Bad Unicode escape in JSON');
      this.#at += 1;
    }
  }

  #readNumber(): void {
    if (this.#peek() === '-') {
      this.#at += 1;
      if (!isDigit(this.#peek())) this.#fail('No number after minus sign in JSON');
    }
    if (this.#peek() === '0') {
      this.#at += 1;
      if (isDigit(this.#peek())) this.#fail('Unexpected number in JSON');
    } else this.#skipDigits();
    if (this.#peek() === '.') {
      this.#at += 1;
      if (!isDigit(this.#peek())) this.#fail('Unterminated fractional number in JSON');
      this.#skipDigits();
    }
    if (this.#peek() === 'e' || this.#peek() === 'E') {
      this.#at += 1;
      if (this.#peek() === '+' || this.#peek() === '-') this.#at += 1;
      if (!isDigit(this.#peek())) this.#fail('Exponent part is missing a number in JSON');
      this.#skipDigits();
    }
  }

  #readWord(word: string): void {
    for (const letter of word) {
      if (this.#peek() !== letter) this.#failAtToken();
      this.#at += 1;
    }
  }

  #skipDigits(): void {
    while (isDigit(this.#peek())) this.#at += 1;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  /** The next character that is no white space. */
  #skipSpace(): string | undefined {
    while (/^[ \t\n\r]$/.test(this.#peek() ?? '')) this.#at += 1;
    return this.#peek();
  }

  #fail(words: string): never {
    const before = this.#text.slice(0, this.#at).split(/\r\n|[\n\r]/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new Unfitting(`${words} at position ${this.#at} (line ${before.length} column ${column})`, this.#at);
  }

  #failAtToken(): never {
    const token = this.#peek();
    if (token === undefined) throw new Unfitting('Unexpected end of JSON input', this.#at);
    if (isDigit(token) || token === '-') this.#fail('Unexpected number in JSON');
    if (token === '"') this.#fail('Unexpected string in JSON');
    if (STRINGIFIED.includes(this.#text)) throw new Unfitting(`"${this.#text}" is not valid JSON`, this.#at);
    throw new Unfitting(`Unexpected token '${token}', ${this.#context()} is not valid JSON`, this.#at);
  }

  #context(): string {
    const { length } = this.#text;
    if (length <= 2 * CONTEXT) return `"${this.#text}"`;
    const start = Math.max(0, this.#at - CONTEXT);
    if (this.#at < CONTEXT) return `"${this.#text.slice(0, this.#at + CONTEXT)}"...`;
    if (this.#at >= length - CONTEXT) return `..."${this.#text.slice(start)}"`;
    return `..."${this.#text.slice(start, this.#at + CONTEXT)}"...`;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
