import type { BindingFactory, Kernel, LibraryFunction } from '../kernel.ts';
import { invalidEncodedData, requireBytes } from './decode-errors.ts';

/** Flags of `getConverter` and `decode` (Node.js src/node_i18n.h, ConverterObject). */
const FLUSH = 1;
const FATAL = 2;
const IGNORE_BOM = 4;
/** Code points that take two columns in a terminal: East Asian wide and fullwidth, emoji. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
const ZERO_WIDTH = /^[\p{Cc}\p{Mn}\p{Me}\p{Cf}]$/u;

function columns(character: string): number {
  if (ZERO_WIDTH.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

interface Converter {
  readonly decoder: TextDecoder;
}

/** Character sets and widths (Node.js src/node_i18n.cc). */
export const createIcuBinding: BindingFactory = (kernel, stub) => {
  const { TextDecoder } = kernel.natives;
  return Object.assign(stub, {
    getStringWidth(text: string) {
      let width = 0;
      for (const character of text.normalize('NFC')) width += columns(character);
      return width;
    },
    hasConverter(name: string) {
      try {
        new TextDecoder(name);
        return true;
      } catch {
        // The constructor is the only way to ask.
        return false;
      }
    },
    getConverter: (name: string, flags: number): Converter => ({
      decoder: new TextDecoder(name, { fatal: (flags & FATAL) !== 0, ignoreBOM: (flags & IGNORE_BOM) !== 0 }),
    }),
    decode({ decoder }: Converter, input: unknown, flags: number, encoding: string) {
      const bytes = requireBytes(kernel, input, 'input');
      try {
        return decoder.decode(bytes, { stream: (flags & FLUSH) === 0 });
      } catch {
        // A fatal decoder throws for one reason only.
        throw invalidEncodedData(encoding);
      }
    },
    icuErrName: () => 'U_ILLEGAL_ARGUMENT_ERROR',
    transcode: (source: Uint8Array, from: string, to: string) => transcode(kernel, source, from, to),
  });
};

function transcode(kernel: Kernel, source: Uint8Array, from: string, to: string): unknown {
  const { Buffer } = kernel.requireBuiltin('buffer') as unknown as { Buffer: { from: LibraryFunction } };
  const text = String(
    (Buffer.from(source.buffer, source.byteOffset, source.length) as Buffer).toString(from as 'utf8'),
  );
  const isNarrow = to === 'ascii' || to === 'latin1' || to === 'binary';
  return Buffer.from(isNarrow ? text.replace(/[^\0-\xff]/gu, '?') : text, to);
}
