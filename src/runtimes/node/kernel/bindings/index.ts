/** All bindings by the name that Node's library asks for. One file each; a binding without a factory is a stub. */
import type { BindingFactory } from '../kernel.ts';
import { createAsyncContextFrameBinding } from './async-context-frame.ts';
import { createAsyncWrapBinding } from './async-wrap.ts';
import { createBlobBinding } from './blob.ts';
import { createBlockListBinding } from './block-list/block-list.ts';
import { createBufferBinding } from './buffer/buffer.ts';
import { createBuiltinsBinding } from './builtins.ts';
import { createCaresWrapBinding } from './cares-wrap.ts';
import { createProcessWrapBinding, createSpawnSyncBinding } from './child-processes/child-processes.ts';
import { createCjsLexerBinding } from './cjs-lexer.ts';
import { createConfigBinding } from './config.ts';
import { createConstantsBinding } from './constants.ts';
import { createContextifyBinding } from './contextify.ts';
import { createCredentialsBinding } from './credentials.ts';
import { createCryptoBinding } from './crypto/binding.ts';
import { createEncodingBinding } from './encoding-binding.ts';
import { createErrorsBinding } from './errors.ts';
import { createFsBinding } from './fs/fs.ts';
import { createFsDirBinding } from './fs-dir.ts';
import { createFsEventBinding } from './fs-event-wrap.ts';
import { createHttpParserBinding } from './http-parser/http-parser.ts';
import { createIcuBinding } from './icu.ts';
import { createIpcSerdesBinding } from './ipc-serdes.ts';
import { createMessagingBinding } from './messaging.ts';
import { createModuleWrapBinding } from './module-wrap.ts';
import { createModulesBinding } from './modules.ts';
import { createOptionsBinding } from './options.ts';
import { createOsBinding } from './os.ts';
import { createPerformanceBinding } from './performance.ts';
import { createProcessMethodsBinding } from './process-methods.ts';
import {
  createDiagnosticsChannelBinding,
  createInternalOnlyV8Binding,
  createMksnapshotBinding,
  createPermissionBinding,
  createReportBinding,
  createSeaBinding,
  createTraceEventsBinding,
  createV8Binding,
  createWasmWebApiBinding,
} from './quiet-bindings.ts';
import { createSerdesBinding } from './serdes.ts';
import { createSignalWrapBinding } from './signal-wrap.ts';
import { createSqliteBinding } from './sqlite.ts';
import { createPipeWrapBinding } from './streams/pipe-wrap.ts';
import { createStreamWrapBinding } from './streams/stream-wrap.ts';
import { createTcpWrapBinding } from './streams/tcp-wrap.ts';
import { createTtyWrapBinding } from './streams/tty-wrap.ts';
import { createStringDecoderBinding } from './string-decoder.ts';
import { createSymbolsBinding } from './symbols.ts';
import { createTaskQueueBinding } from './task-queue.ts';
import { createTimersBinding } from './timers.ts';
import { createTypesBinding } from './types.ts';
import { createUrlBinding } from './url/url.ts';
import { createUtilBinding } from './util.ts';
import { createUvBinding } from './uv.ts';
import { createWebStorageBinding } from './webstorage.ts';
import { createWorkerBinding } from './worker.ts';
import { createZlibBinding } from './zlib/zlib.ts';

export const bindingFactories: Readonly<Record<string, BindingFactory>> = {
  async_context_frame: createAsyncContextFrameBinding,
  async_wrap: createAsyncWrapBinding,
  blob: createBlobBinding,
  builtins: createBuiltinsBinding,
  config: createConfigBinding,
  constants: createConstantsBinding,
  credentials: createCredentialsBinding,
  crypto: createCryptoBinding,
  errors: createErrorsBinding,
  icu: createIcuBinding,
  messaging: createMessagingBinding,
  options: createOptionsBinding,
  os: createOsBinding,
  performance: createPerformanceBinding,
  process_methods: createProcessMethodsBinding,
  signal_wrap: createSignalWrapBinding,
  symbols: createSymbolsBinding,
  task_queue: createTaskQueueBinding,
  timers: createTimersBinding,
  types: createTypesBinding,
  util: createUtilBinding,
  uv: createUvBinding,
  trace_events: createTraceEventsBinding,
  mksnapshot: createMksnapshotBinding,
  permission: createPermissionBinding,
  wasm_web_api: createWasmWebApiBinding,
  report: createReportBinding,
  diagnostics_channel: createDiagnosticsChannelBinding,
  worker: createWorkerBinding,
  sea: createSeaBinding,
  serdes: createSerdesBinding,
  ipc_serdes: createIpcSerdesBinding,
  v8: createV8Binding,
  internal_only_v8: createInternalOnlyV8Binding,
  block_list: createBlockListBinding,
  buffer: createBufferBinding,
  cares_wrap: createCaresWrapBinding,
  encoding_binding: createEncodingBinding,
  string_decoder: createStringDecoderBinding,
  process_wrap: createProcessWrapBinding,
  spawn_sync: createSpawnSyncBinding,
  url: createUrlBinding,
  modules: createModulesBinding,
  cjs_lexer: createCjsLexerBinding,
  contextify: createContextifyBinding,
  module_wrap: createModuleWrapBinding,
  fs: createFsBinding,
  fs_dir: createFsDirBinding,
  fs_event_wrap: createFsEventBinding,
  stream_wrap: createStreamWrapBinding,
  tcp_wrap: createTcpWrapBinding,
  pipe_wrap: createPipeWrapBinding,
  tty_wrap: createTtyWrapBinding,
  http_parser: createHttpParserBinding,
  sqlite: createSqliteBinding,
  webstorage: createWebStorageBinding,
  zlib: createZlibBinding,
};
