import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';

/** A path as the library passes it: text, or bytes in UTF-8. */
export type PathArgument = string | ArrayBufferView;

const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A path as the file system keeps it: text. A byte that is not part of valid UTF-8 stands as a lone surrogate,
 * U+DC80 to U+DCFF, so that every byte string is a name of its own.
 */
export function pathText(kernel: Kernel, path: PathArgument): string {
  // In the program's own strings a lone surrogate means what it means in UTF-8: a replacement character.
  if (typeof path === 'string') return SURROGATE.test(path) ? path.replace(LONE_SURROGATE, '\ufffd') : path;
  const bytes = bytesOf(path);
  const text = kernel.natives.decodeUtf8(bytes);
  return text.includes('\ufffd') ? textWithStrayBytes(kernel, bytes) : text;
}

interface BufferModule {
  readonly Buffer: { from(bytes: ArrayBuffer): { toString(encoding: string): string } };
}

/** A name for the program in the encoding it asked for; `buffer` gives a Buffer. */
export function encodeName(kernel: Kernel, name: string, encoding: unknown): unknown {
  if (encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8') {
    return SURROGATE.test(name) ? name.replace(LONE_SURROGATE, '\ufffd') : name;
  }
  const { Buffer } = kernel.requireBuiltin('buffer') as unknown as BufferModule;
  const bytes = Buffer.from(bytesOfName(kernel, name).buffer);
  return encoding === 'buffer' ? bytes : bytes.toString(String(encoding));
}

function bytesOfName(kernel: Kernel, name: string): Uint8Array<ArrayBuffer> {
  const { encodeUtf8 } = kernel.natives;
  if (!SURROGATE.test(name)) return encodeUtf8(name);
  return Uint8Array.from(
    [...name].flatMap((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code >= 0xdc80 && code <= 0xdcff ? [code & 0xff] : [...encodeUtf8(sign)];
    }),
  );
}

function textWithStrayBytes(kernel: Kernel, bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const sign = kernel.natives.decodeUtf8(bytes.slice(at, at + length));
    const isValid = kernel.natives.encodeUtf8(sign).every((byte, index) => byte === bytes[at + index]);
    text += isValid ? sign : String.fromCharCode(0xdc00 | (bytes[at] ?? 0));
    at += isValid ? length : 1;
  }
  return text;
}

/** How many bytes a sequence of UTF-8 has that begins with this one. */
function sequenceLength(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}
