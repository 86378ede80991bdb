/** SQLite's official WebAssembly build, instantiated at once, with what it needs of a system. */
import type { Natives } from '../../kernel/natives.ts';
import { addCallback, type Signature } from './wasm-callbacks.ts';

type Call<Result> = (...args: (number | bigint)[]) => Result;

type NumberCall =
  | '__wasm_call_ctors'
  | 'free'
  | 'malloc'
  | 'sqlite3__wasm_db_config_ip'
  | 'sqlite3__wasm_pstack_alloc'
  | 'sqlite3__wasm_pstack_ptr'
  | 'sqlite3__wasm_pstack_restore'
  | 'sqlite3_aggregate_context'
  | 'sqlite3_bind_blob'
  | 'sqlite3_bind_double'
  | 'sqlite3_bind_int64'
  | 'sqlite3_bind_null'
  | 'sqlite3_bind_parameter_count'
  | 'sqlite3_bind_parameter_index'
  | 'sqlite3_bind_parameter_name'
  | 'sqlite3_bind_text'
  | 'sqlite3_bind_zeroblob'
  | 'sqlite3_busy_timeout'
  | 'sqlite3_clear_bindings'
  | 'sqlite3_close_v2'
  | 'sqlite3_column_blob'
  | 'sqlite3_column_bytes'
  | 'sqlite3_column_count'
  | 'sqlite3_column_database_name'
  | 'sqlite3_column_decltype'
  | 'sqlite3_column_double'
  | 'sqlite3_column_name'
  | 'sqlite3_column_origin_name'
  | 'sqlite3_column_table_name'
  | 'sqlite3_column_text'
  | 'sqlite3_column_type'
  | 'sqlite3_create_function_v2'
  | 'sqlite3_create_window_function'
  | 'sqlite3_db_filename'
  | 'sqlite3_deserialize'
  | 'sqlite3_errmsg'
  | 'sqlite3_errstr'
  | 'sqlite3_exec'
  | 'sqlite3_expanded_sql'
  | 'sqlite3_extended_errcode'
  | 'sqlite3_finalize'
  | 'sqlite3_free'
  | 'sqlite3_get_autocommit'
  | 'sqlite3_limit'
  | 'sqlite3_malloc'
  | 'sqlite3_open_v2'
  | 'sqlite3_prepare_v3'
  | 'sqlite3_reset'
  | 'sqlite3_result_blob'
  | 'sqlite3_result_double'
  | 'sqlite3_result_error'
  | 'sqlite3_result_int64'
  | 'sqlite3_result_null'
  | 'sqlite3_result_text'
  | 'sqlite3_result_zeroblob'
  | 'sqlite3_serialize'
  | 'sqlite3_set_authorizer'
  | 'sqlite3_sql'
  | 'sqlite3_step'
  | 'sqlite3_stmt_status'
  | 'sqlite3_user_data'
  | 'sqlite3_value_blob'
  | 'sqlite3_value_bytes'
  | 'sqlite3_value_double'
  | 'sqlite3_value_text'
  | 'sqlite3_value_type'
  | 'sqlite3_vfs_register'
  | 'sqlite3changeset_apply'
  | 'sqlite3session_attach'
  | 'sqlite3session_changeset'
  | 'sqlite3session_create'
  | 'sqlite3session_delete'
  | 'sqlite3session_patchset';

type BigCall = 'sqlite3_changes64' | 'sqlite3_column_int64' | 'sqlite3_last_insert_rowid' | 'sqlite3_value_int64';

type Exports = Readonly<Record<NumberCall, Call<number>> & Record<BigCall, Call<bigint>>> & {
  readonly __indirect_function_table: WebAssembly.Table;
};

const PAGE_BYTES = 65536;
const INITIAL_PAGES = 128;
const MAX_PAGES = 32768;
/** Length up to which texts are read byte by byte. */
const SHORT = 24;

const ENOSYS = -52;
const refuse = (): number => ENOSYS;

/** SQLite's C functions, and what of JavaScript must become C and back. */
export class SqliteModule {
  readonly calls: Exports;
  readonly natives: Natives;
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;

  constructor(natives: Natives, code: BufferSource) {
    const wasm = natives.WebAssembly;
    this.natives = natives;
    this.#memory = new wasm.Memory({ initial: INITIAL_PAGES, maximum: MAX_PAGES });
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
    const module = new wasm.Module(code);
    const known = this.#systemCalls();
    // The files of SQLite's own Unix layer are not used: what it asks of a system is refused.
    const names = wasm.Module.imports(module).map(({ name }) => name);
    const system = Object.fromEntries(names.map((name) => [name, known[name] ?? refuse]));
    const imports: WebAssembly.Imports = { env: system, wasi_snapshot_preview1: system };
    this.calls = new wasm.Instance(module, imports).exports as Exports;
    this.calls.__wasm_call_ctors();
  }

  /** The memory as bytes: take it anew after each call, for it moves when it grows. */
  get bytes(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  get view(): DataView {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new DataView(this.#memory.buffer);
    return this.#view;
  }

  addCallback(signature: Signature, callback: (...args: never[]) => unknown): number {
    return addCallback(this.natives.WebAssembly, this.calls.__indirect_function_table, signature, callback);
  }

  pointerAt(address: number): number {
    return this.view.getUint32(address, true);
  }

  /** A copy of `length` bytes. */
  copyOut(address: number, length: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(address, address + length);
  }

  /** The text at a pointer, up to NUL or of `length` bytes; null at the null pointer. */
  text(address: number, length = address === 0 ? 0 : this.bytes.indexOf(0, address) - address): string | null {
    if (address === 0) return null;
    return this.#shortAscii(address, length) ?? this.natives.decodeUtf8(this.bytes.subarray(address, address + length));
  }

  /** Most texts are short: reading them here takes a fraction of the time that a decoder needs to begin. */
  #shortAscii(address: number, length: number): string | undefined {
    if (length > SHORT) return undefined;
    const { bytes } = this;
    let text = '';
    for (let index = address; index < address + length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (byte > 0x7f) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Calls `use` with the address and length of a copy of `bytes` (a NUL follows), which is freed then. */
  withBytes<Result>(bytes: Uint8Array, use: (address: number, length: number) => Result): Result {
    const address = this.calls.malloc(bytes.length + 1);
    if (address === 0) throw new RangeError('SQLite is out of memory.');
    this.bytes.set(bytes, address);
    this.bytes[address + bytes.length] = 0;
    try {
      return use(address, bytes.length);
    } finally {
      this.calls.free(address);
    }
  }

  withText<Result>(text: string, use: (address: number, length: number) => Result): Result {
    return this.withBytes(this.natives.encodeUtf8(text), use);
  }

  /** Calls `use` with the address of `count` words of zeros for results of a C function. */
  withOutputs<Result>(count: number, use: (address: number) => Result): Result {
    const outer = this.calls.sqlite3__wasm_pstack_ptr();
    try {
      const address = this.calls.sqlite3__wasm_pstack_alloc(count * 8);
      this.bytes.fill(0, address, address + count * 8);
      return use(address);
    } finally {
      this.calls.sqlite3__wasm_pstack_restore(outer);
    }
  }

  /** What `malloc` grows into, the environment (empty) and the clock. */
  #systemCalls(): Readonly<Record<string, WebAssembly.ImportValue>> {
    const { natives } = this;
    return {
      memory: this.#memory,
      emscripten_resize_heap: (size: number) => this.#grow(size >>> 0),
      emscripten_get_heap_max: () => MAX_PAGES * PAGE_BYTES,
      emscripten_date_now: natives.wallClock,
      emscripten_get_now: natives.now,
      environ_get: () => 0,
      environ_sizes_get: (count: number, size: number) => {
        this.view.setUint32(count, 0, true);
        this.view.setUint32(size, 0, true);
        return 0;
      },
      clock_time_get: (_clock: number, _precision: bigint, time: number) => {
        this.view.setBigInt64(time, BigInt(Math.round(natives.wallClock() * 1e6)), true);
        return 0;
      },
      _tzset_js: () => undefined,
      _localtime_js: (time: bigint, fields: number) => this.#writeLocalTime(Number(time), fields),
    };
  }

  #grow(size: number): number {
    const missing = size - this.#memory.buffer.byteLength;
    try {
      this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
      return 1;
    } catch (error) {
      if (error instanceof RangeError) return 0;
      throw error;
    }
  }

  /** The fields of C's `struct tm`. */
  #writeLocalTime(seconds: number, address: number): void {
    const date = new Date(seconds * 1000);
    const startOfYear = new Date(date.getFullYear(), 0, 1);
    const dayOfYear = Math.round(
      (new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() - startOfYear.getTime()) / 86_400_000,
    );
    const fields = [
      date.getSeconds(),
      date.getMinutes(),
      date.getHours(),
      date.getDate(),
      date.getMonth(),
      date.getFullYear() - 1900,
      date.getDay(),
      dayOfYear,
      0,
      -date.getTimezoneOffset() * 60,
    ];
    for (const [index, field] of fields.entries()) this.view.setInt32(address + index * 4, field, true);
  }
}
