/** Which of Node's own tests say something about the engine, and which group each of them counts to. */
import type { TestFile } from './test-file.ts';

/** Why a test is not asked of the engine. */
export type OutOfScope = string;

/** In the order in which they are tried; the first that fits is the reason that is shown. */
const RULES: readonly { readonly reason: OutOfScope; readonly fits: (test: TestFile) => boolean }[] = [
  {
    reason: 'needs --expose-internals',
    fits: ({ flags, source }) =>
      flags.some((flag) => /^--expose[-_]internals/.test(flag)) || /internal\/test\/binding/.test(source),
  },
  {
    reason: 'is about V8 itself (garbage collector, heap, flags, natives)',
    fits: ({ flags, source }) =>
      flags.some((flag) =>
        /^--(expose[-_](gc|externalize)|allow[-_]natives|max[-_]|stress|trace[-_]gc|expose[-_]externalize|disallow-code|debug-arraybuffer|jitless|predictable|v8-pool|no-?concurrent|noconcurrent|no-harmony|harmony|abort-on|stack-size|experimental-shadow|js-|interpreted|heap|cpu-prof|prof|zero-fill|frozen)/.test(
          flag,
        ),
      ) ||
      /common\/(gc|heap|measure-memory)'|setFlagsFromString|\bglobal(This)?\.gc\b|getHeapSnapshot|queryObjects|GCProfiler|v8BreakIterator|writeHeapSnapshot|childShouldThrowAndAbort/.test(
        source,
      ),
  },
  {
    reason:
      'is about a module outside the scope (http2, https, tls, dgram, inspector, repl, wasi, trace events, permission, snapshots, add-ons)',
    fits: ({ name, flags, source }) =>
      flags.some((flag) =>
        /^--(experimental-permission|inspect|allow-|tls|security|use-bundled|build-snapshot|trace-event|experimental-wasm|experimental-network|policy|experimental-policy|openssl|enable-fips|force-fips)/.test(
          flag,
        ),
      ) ||
      /^[\w-]+\/test-(http2|https|tls|dgram|inspector|repl|wasi|trace-events|permission|snapshot|sea|single-executable|policy|debugger|report|eslint|internal|heap|cpu-prof|wasm|quic|security|fips|openssl|crypto-engine|benchmark|shadow-realm|set-http-max|startup-empty)/.test(
        name,
      ) ||
      /require\(['"](node:)?(http2|https|tls|dgram|inspector(\/promises)?|repl|wasi|trace_events)['"]\)|common\/(http2|tls|inspector-helper|debugger|snapshot|report|sea|prof|cpu-prof|wasi|quic|v8|shared-lib-util)'|process\.(dlopen|binding|report|permission)\b|skipIfInspectorDisabled\(|from ['"](node:)?(http2|https|tls|dgram|inspector|repl|wasi)['"]/.test(
        source,
      ),
  },
  {
    reason: 'starts other processes or a shell (other than fork)',
    fits: ({ source }) =>
      /\b(spawn|exec|execFile|spawnSync|execSync|execFileSync|spawnPromisified|spawnWithoutLimits)\s*\(|promisify\([\w.]*exec\)|\(child_process\.exec,/.test(
        source.replaceAll(/\.exec\(/g, (_call: string, at: number) =>
          /(cp|child_process|childProcess)$/.test(source.slice(0, at)) ? ' exec(' : '.regexp(',
        ),
      ) || /common\/(child_process|assertSnapshot|benchmark)'|getAbortedWithoutCore|pwdCommand/.test(source),
  },
  {
    reason: 'needs sockets beyond the loopback',
    fits: ({ source }) =>
      /common\/internet|addresses\.INET|example\.(com|org)['"]?\s*,\s*common\.mustCall/.test(source),
  },
];

export function reasonOutOfScope(test: TestFile): OutOfScope | undefined {
  return RULES.find(({ fits }) => fits(test))?.reason;
}

/** Groups by how a file's name goes on after `test-`; the first that fits. */
const GROUPS: readonly (readonly [group: string, pattern: RegExp])[] = [
  ['async-hooks', /^(async-(hooks|wrap|local)|asynclocal|asyncresource|async_|als)/i],
  ['child-process', /^(child-process|fork)/],
  ['diagnostics-channel', /^diagnostics-channel/],
  ['string-decoder', /^string-decoder/],
  [
    'webstreams',
    /^(webstream|whatwg-(readable|writable|transform|webstreams)|readablestream|compression-decompression)/,
  ],
  [
    'whatwg',
    /^(whatwg|url(?!-)|urlsearch|encoding|textdecoder|atob|btoa|structuredclone|blob|file(?!-)|fetch|websocket|webcrypto-global|event-?source|messagechannel|broadcastchannel|compression|domexception|headers|formdata|mime|navigator|abort)/i,
  ],
  ['webcrypto', /^webcrypto/],
  ['eventtarget', /^eventtarget/],
  ['events', /^(event|events)-/],
  ['querystring', /^querystring/],
  ['perf-hooks', /^(perf|performance|eventloop|tojson-perf)/],
  ['url', /^(url|legacy-url)/],
  ['require', /^(require|module|cjs|preload|common-module|esm|import|source-map|find-package|cwd-enoent)/],
  ['runner', /^(runner|test-runner)/],
  ['readline', /^readline/],
  ['stream', /^(stream|readable|writable|pipe|finished|stream2|stream3)/],
  ['timers', /^(timer|set(timeout|interval|immediate)|immediate|microtask|next-?tick|queue-microtask|tick)/i],
  ['promise', /^(promise|unhandled|rejection|uncaught|await)/],
  ['process', /^(process|exit|beforeexit|umask|signal|stdin|stdout|stdio|memory-usage|cwd|kill|set-process|warn)/],
  ['http', /^(http|client|server|agent|keep-alive|chunked|outgoing)/],
  ['net', /^(net|socket|tcp|listen|pipe-|connect|blocklist|tty|ttywrap|ipv6)/],
  ['buffer', /^buffer/],
  ['worker', /^(worker|message|atomics|broadcast)/],
  ['errors', /^error/],
];

const PLAIN = new Set(
  'assert cluster console crypto dns domain fs os path sqlite util v8 vm zlib punycode dotenv'.split(' '),
);

export function groupOf({ name }: TestFile): string {
  if (name.startsWith('es-module/')) return 'es-module';
  const rest = name.replace(/^\w+\/test-/, '').replace(/\.m?js$/, '');
  const first = rest.split('-')[0] ?? '';
  if (PLAIN.has(first)) return first;
  return GROUPS.find(([, pattern]) => pattern.test(rest))?.[0] ?? 'other';
}
