/** What both native decoders of `TextDecoder` throw (Node.js src/encoding_binding.cc, src/node_i18n.cc). */
import { codedError } from '../coded-error.ts';
import type { Kernel } from '../kernel.ts';

/** Throws unless `input` is bytes; `name` is what the decoder calls its argument. */
export function requireBytes(kernel: Kernel, input: unknown, name: string): AllowSharedBufferSource {
  const { isAnyArrayBuffer } = kernel.binding('types') as { isAnyArrayBuffer(value: unknown): boolean };
  if (ArrayBuffer.isView(input) || isAnyArrayBuffer(input)) return input as AllowSharedBufferSource;
  const message = `The "${name}" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.`;
  throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', message);
}

export function invalidEncodedData(encoding: string): Error {
  const message = `The encoded data was not valid for encoding ${encoding}`;
  return codedError(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', message);
}
