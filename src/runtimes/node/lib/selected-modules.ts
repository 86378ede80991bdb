/** Which modules of Node's library the engine carries. */

/** Left out: what needs native code that no browser has, or tools of Node's own developers. */
const LEFT_OUT: readonly RegExp[] = [
  /^internal\/deps\/v8\//,
  /^internal\/(quic|dtls|http2|ffi|debugger|v8_prof\w*|inspector|test)(\/|$)/,
  /^(quic|dtls|wasi|ffi|http2|inspector|repl)(\/|$)/,
  /^internal\/bench_runner\//,
  /^internal\/main\/(?!run_main_module|check_syntax|eval_string|test_runner|worker_thread)/,
  /^internal\/bootstrap\/shadow_realm/,
  /^internal\/repl\/(?!history|utils)/,
];

/** Whether programs may ask for a module: what is left out of these says so when it is loaded. */
export function isPublic(id: string): boolean {
  return !id.startsWith('internal/');
}

/** Left out, and loaded by packages that go on without it: Fastify asks for HTTP/2 whether it serves it or not. */
export function isLoadedUnused(id: string): boolean {
  return id === 'http2';
}

export function isSelected(id: string): boolean {
  return !LEFT_OUT.some((pattern) => pattern.test(id));
}
