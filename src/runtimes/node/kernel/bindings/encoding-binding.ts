/** `internalBinding('encoding_binding')`: TextEncoder and TextDecoder for UTF-8, and domain names. */
import type { BindingFactory } from '../kernel.ts';
import { isShared } from '../shared-memory.ts';
import { invalidEncodedData, requireBytes } from './decode-errors.ts';
import { domainToAscii, domainToUnicode } from './url/domains.ts';

export const createEncodingBinding: BindingFactory = (kernel, stub) => {
  const { natives } = kernel;
  const encoder = new natives.TextEncoder();
  /** Units read and bytes written by the last `encodeInto`. */
  const encodeIntoResults = new Uint32Array(2);
  /** A browser's encoder refuses memory that threads share. */
  const encodeIntoShared = (text: string, target: Uint8Array) => {
    const copy = new Uint8Array(target.length);
    const counts = encoder.encodeInto(text, copy);
    target.set(copy.subarray(0, counts.written));
    return counts;
  };
  return Object.assign(stub, {
    encodeIntoResults,
    encodeInto(text: string, target: Uint8Array) {
      const { read, written } = isShared(target) ? encodeIntoShared(text, target) : encoder.encodeInto(text, target);
      encodeIntoResults[0] = read;
      encodeIntoResults[1] = written;
    },
    encodeUtf8String: (text: string) => encoder.encode(text),
    decodeUTF8(input: unknown, ignoreBOM: boolean, fatal: boolean) {
      const bytes = requireBytes(kernel, input, 'list');
      try {
        return new natives.TextDecoder('utf-8', { ignoreBOM, fatal }).decode(bytes);
      } catch {
        // A fatal decoder throws for one reason only.
        throw invalidEncodedData('utf-8');
      }
    },
    toASCII: (domain: string) => domainToAscii(natives.URL, domain),
    toUnicode: (domain: string) => domainToUnicode(natives.URL, domain),
  });
};
