/**
 * What of Node.js this engine does not have, or has in part: the source of its error messages and of
 * docs/node-engine.md. A function that is not here and refuses all the same says so in general words.
 */

export interface Limit {
  /** The public module, without `node:`. */
  readonly module: string;
  /** What of it, by public names; empty means the whole module. */
  readonly apis: readonly string[];
  /** Native names that refuse for this reason, as prefixes: what `NotImplementedError` is made with. */
  readonly natives: readonly string[];
  readonly kind: 'absent' | 'different';
  /** One sentence. */
  readonly why: string;
  /** What to do: one sentence. */
  readonly instead: string;
}

export const LIMITS: readonly Limit[] = [
  {
    module: 'child_process',
    apis: ['spawnSync', 'execSync', 'execFileSync'],
    natives: ['spawn_sync'],
    kind: 'absent',
    why: 'A program in the browser tab cannot wait for another one without giving way.',
    instead: 'Use spawn(), exec() or fork() with a Node.js program of your own.',
  },
  {
    module: 'child_process',
    apis: ['spawn, exec and execFile of other programs than node'],
    natives: [],
    kind: 'absent',
    why: 'There is no operating system with a shell behind the browser tab.',
    instead: 'Start a file of the program with fork().',
  },
  {
    module: 'cluster',
    apis: ['SCHED_NONE', 'sending of servers and sockets between processes'],
    natives: [],
    kind: 'absent',
    why: 'Each process has a loopback of its own; the primary passes connections on, byte by byte.',
    instead: 'Listen in the workers and let the primary hand out connections by turns.',
  },
  {
    module: 'crypto',
    apis: ['X509Certificate', 'Certificate', 'setFips', 'DES, ARIA, Camellia and SM ciphers', 'post-quantum keys'],
    natives: [],
    kind: 'absent',
    why: 'They are in OpenSSL; the libraries that stand in its place do not have them.',
    instead: 'Use AES or ChaCha20-Poly1305, and keys of RSA, EC, Ed25519 or X25519.',
  },
  {
    module: 'dgram',
    apis: [],
    natives: ['udp_wrap'],
    kind: 'absent',
    why: 'The engine’s own network has TCP only.',
    instead: 'Use node:net, or a worker and its messages.',
  },
  {
    module: 'ffi',
    apis: [],
    natives: ['node:ffi'],
    kind: 'absent',
    why: 'A browser loads no native libraries.',
    instead: 'Use WebAssembly.',
  },
  {
    module: 'http2',
    apis: [],
    natives: ['node:http2'],
    kind: 'absent',
    why: 'HTTP/2 is native code that the engine does not carry.',
    instead: 'Use node:http.',
  },
  {
    module: 'inspector',
    apis: [],
    natives: ['node:inspector', 'inspector'],
    kind: 'absent',
    why: 'The debugger of the page is the browser’s own.',
    instead: 'Use console.log(), or the browser’s developer tools.',
  },
  {
    module: 'net',
    apis: ['connections that leave the program'],
    natives: [],
    kind: 'absent',
    why: 'The network is the program’s own loopback: nothing leaves the browser tab.',
    instead: 'Connect to a server of the program, on localhost.',
  },
  {
    module: 'perf_hooks',
    apis: [
      'statistical tests of histograms (ksTest, welchTest, qrde …)',
      'createHistogram with halfLife',
      'createSlidingWindowHistogram',
      'histograms in messages to other threads',
    ],
    natives: ['performance.Histogram', 'performance.SlidingWindowHistogram', 'perf_hooks.createHistogram'],
    kind: 'absent',
    why: 'The engine’s histograms count, and compute moments and percentiles, nothing more.',
    instead: 'Compute it from percentiles, or run the program in Node.js itself.',
  },
  {
    module: 'perf_hooks',
    apis: ['PerformanceObserver entries of type gc'],
    natives: [],
    kind: 'absent',
    why: 'A browser tells no program about its garbage collection.',
    instead: 'Run the program in Node.js itself.',
  },
  {
    module: 'process',
    apis: ['report.getReport, report.writeReport'],
    natives: ['report'],
    kind: 'absent',
    why: 'A diagnostic report tells of a process and its machine; there is neither.',
    instead: 'Print what you want to know.',
  },
  {
    module: 'quic',
    apis: [],
    natives: ['node:quic'],
    kind: 'absent',
    why: 'QUIC is native code that the engine does not carry.',
    instead: 'Use node:http.',
  },
  {
    module: 'repl',
    apis: [],
    natives: ['node:repl'],
    kind: 'absent',
    why: 'There is no terminal with keys; programs get lines.',
    instead: 'Write the lines into a file and run it.',
  },
  {
    module: 'sqlite',
    apis: ['loadExtension'],
    natives: ['sqlite.loadExtension'],
    kind: 'absent',
    why: 'Extensions of SQLite are machine code.',
    instead: 'Define functions with database.function() and database.aggregate().',
  },
  {
    module: 'sqlite',
    apis: ['the timeout option'],
    natives: [],
    kind: 'different',
    why: 'Nothing else runs while a database waits for a lock, so a locked database fails at once.',
    instead: 'End the other transaction first.',
  },
  {
    module: 'tls',
    apis: ['connect, createServer'],
    natives: ['tls_wrap', 'node:tls'],
    kind: 'absent',
    why: 'Encrypted connections are native code that the engine does not carry.',
    instead: 'Use node:net or node:http: nothing leaves the browser tab.',
  },
  {
    module: 'trace_events',
    apis: [],
    natives: ['trace_events'],
    kind: 'absent',
    why: 'Nobody could read a trace here; Node.js answers ERR_TRACE_EVENTS_UNAVAILABLE.',
    instead: 'Use node:diagnostics_channel or node:perf_hooks.',
  },
  {
    module: 'v8',
    apis: [
      'getHeapStatistics, getHeapSpaceStatistics, getHeapCodeStatistics',
      'getHeapSnapshot, writeHeapSnapshot, queryObjects, GCProfiler, startCpuProfile, takeCoverage',
    ],
    natives: ['v8.', 'heap_utils', 'profiler'],
    kind: 'absent',
    why: 'A browser lets no program look into its JavaScript engine.',
    instead: 'Use the memory and performance tools of the browser.',
  },
  {
    module: 'vm',
    apis: ['measureMemory'],
    natives: ['contextify.measureMemory'],
    kind: 'absent',
    why: 'A browser tells no program about its memory.',
    instead: 'Run the program in Node.js itself.',
  },
  {
    module: 'vm',
    apis: ['built-ins of a context'],
    natives: [],
    kind: 'different',
    why: 'A worker has one realm: Array, Error and the rest of a context are those of the program.',
    instead: 'Do not rely on vm to keep them apart; it is no security boundary in Node.js either.',
  },
  {
    module: 'vm',
    apis: ['timeout'],
    natives: [],
    kind: 'different',
    why: 'Loops and functions of the script look at the clock; functions it calls from outside do not.',
    instead: 'Give the script no function that runs without end; microtasks of the script are not limited.',
  },
  {
    module: 'wasi',
    apis: [],
    natives: ['node:wasi'],
    kind: 'absent',
    why: 'WASI is native code that the engine does not carry.',
    instead: 'Use WebAssembly with imports of your own.',
  },
  {
    module: 'worker_threads',
    apis: ['SHARE_ENV'],
    natives: [],
    kind: 'absent',
    why: 'A thread is a worker of the browser with a world of its own; nothing but shared buffers is in two of them.',
    instead: 'Send what both need in a message.',
  },
  {
    module: 'worker_threads',
    apis: ['resourceLimits'],
    natives: [],
    kind: 'different',
    why: 'The limits are reported, but a browser does not let the memory of a worker be limited.',
    instead: 'Do not rely on them to stop a thread.',
  },
  {
    module: 'zlib',
    apis: ['ZstdCompress, ZstdDecompress and the functions over them'],
    natives: ['zlib.Zstd'],
    kind: 'absent',
    why: 'The engine carries no Zstandard.',
    instead: 'Use gzip or Brotli.',
  },
  {
    module: 'zlib',
    apis: ['flush() of a Brotli compression, its parameters other than the quality, Brotli dictionaries'],
    natives: ['Brotli dictionary'],
    kind: 'absent',
    why: 'The Brotli encoder that the engine carries has no such operations.',
    instead: 'Use gzip where parts must arrive at once.',
  },
];

const GENERAL_REASON = 'It runs in the browser tab, where this is not available.';

/** Why a native function refuses, and what to do. */
export function reasonFor(native: string): string {
  const limit = LIMITS.find(({ natives }) => natives.some((prefix) => native.startsWith(prefix)));
  return limit ? `${limit.why} ${limit.instead}` : GENERAL_REASON;
}
