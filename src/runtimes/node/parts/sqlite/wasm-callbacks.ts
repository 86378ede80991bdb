/** JavaScript functions as C function pointers: each becomes a WebAssembly function in the module's table. */

/** Types of parameters, then of the result: `i` 32-bit integers and pointers, `j` 64-bit integers; `v` is no result. */
export type Signature = `${string}:${'i' | 'v'}`;

const TYPE_CODES: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e };
const FUNCTION_TYPE = 0x60;

/** Sections of a module that imports a function of the signature as `e.f` and exports it again as `f`. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const IMPORT_SECTION = [0x02, 0x07, 0x01, 0x01, 0x65, 0x01, 0x66, 0x00, 0x00];
const EXPORT_SECTION = [0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00];

/** Puts `callback` into the table; returns the pointer that C calls it by. */
export function addCallback(
  wasm: typeof WebAssembly,
  table: WebAssembly.Table,
  signature: Signature,
  callback: (...args: never[]) => unknown,
): number {
  const module = new wasm.Module(
    Uint8Array.from([...HEADER, ...typeSection(signature), ...IMPORT_SECTION, ...EXPORT_SECTION]),
  );
  const { exports } = new wasm.Instance(module, { e: { f: callback } });
  const pointer = table.grow(1);
  table.set(pointer, exports.f);
  return pointer;
}

function typeSection(signature: Signature): number[] {
  const [parameters = '', result = 'v'] = signature.split(':');
  const codes = (letters: string) => [...letters].map((letter) => TYPE_CODES[letter] ?? 0);
  const results = result === 'v' ? [] : codes(result);
  const type = [1, FUNCTION_TYPE, parameters.length, ...codes(parameters), results.length, ...results];
  return [0x01, type.length, ...type];
}
