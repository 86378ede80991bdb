/**
 * What bindings are built on. Node's library reaches the outside only through `internalBinding(name)`; each binding is
 * made by a factory in `bindings/` from this kernel and from a stub that has the real binding's shape.
 */
import type { AsyncState } from './async-state.ts';
import type { CallbackRunner, ThrownAt } from './callback-runner.ts';
import type { ErrorPlaces } from './error-places.ts';
import type { FileSystem } from './file-system/file-system.ts';
import type { HandleRegistry } from './handle-registry.ts';
import type { InspectableBuiltins } from './inspectable-builtins.ts';
import type { NodeLibrary } from './library.ts';
import type { TickState, TimerState } from './library-callbacks.ts';
import type { LoopServices } from './loop-services.ts';
import type { WrittenTexts } from './modules/written-texts.ts';
import type { Natives } from './natives.ts';
import type { ListenPlace } from './network/addresses.ts';
import type { LoopbackNetwork } from './network/loopback-network.ts';
import type { NodeFacts } from './node-facts.ts';
import type { PromiseStates } from './promise-states.ts';
import type { SourceRegistry } from './source-registry.ts';
import type { StackTraces } from './stack-traces.ts';
import type { StandardInput } from './standard-input.ts';
import type { DistantConnection } from './threads/distant-connections.ts';
import type { RelayedMessage } from './threads/page-relay.ts';
import type { ThreadStart } from './threads/thread-setup.ts';
import type { StackEnhancers } from './uncaught.ts';
import type { UvErrors } from './uv-errors.ts';

/** What Node's library gets from `internalBinding(name)`: functions, classes, constants and shared typed arrays. */
export type Binding = Record<PropertyKey, unknown>;

/**
 * Makes one binding. `stub` has every name of the real binding: constants are right, functions and methods throw
 * `NotImplementedError`. A factory replaces what it implements (`Object.assign(stub, { … })`) and returns the result.
 */
export type BindingFactory = (kernel: Kernel, stub: Binding) => Binding;

/** What one run was started with. */
export interface ProgramSettings {
  /** `process.argv` without the executable: the file and its arguments. */
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Command line options by Node's own names, over the defaults, for instance `{ '--test': true }`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The command line was wrong: what to print instead of running it. */
  readonly refusal?: { readonly message: string; readonly exitCode: number };
}

/** The symbols that Node's native side shares with its library, by their C++ names. */
export interface SharedSymbols {
  /** Private symbols: hidden from `Object.getOwnPropertySymbols` and `Reflect.ownKeys`. */
  readonly private: Readonly<Record<string, symbol>>;
  /** `internalBinding('symbols')`: `owner_symbol`, `handle_onclose`, `async_id_symbol` … */
  readonly isolate: Readonly<Record<string, symbol>>;
  /** Whether a symbol is one of the private ones. */
  isPrivate(key: PropertyKey): boolean;
}

/** Messages from the kernel to the page, besides output and exit. */
export interface PageLink {
  /** A server of the program began to accept connections there. */
  announceListening(at: ListenPlace): void;
  announceClosed(at: ListenPlace): void;
  /** Asks for a server in another worker of the run; the answer comes through the connection's own port. */
  connectElsewhere(connection: DistantConnection): void;
  /** The program reads standard input, has read all that came, and more may come. */
  announceReadingInput(): void;
  /** Has the page start another worker; `threadEnded` of its `Thread` tells the end. Returns at once. */
  startThread(start: ThreadStart): void;
  /** Ends a worker started by this one: whatever it does, or as a signal would end a process. */
  endThread(id: number, signal?: number): void;
  /** Has the page pass a message on to another thread of the run. */
  relay(message: RelayedMessage): void;
  /** The program began or stopped to listen for a signal: the default action is the page's. */
  announceSignal(signal: number, isListening: boolean): void;
}

/** Calls into Node's library from native code, typed loosely: the library is plain JavaScript. */
export type LibraryFunction = (...args: unknown[]) => unknown;

export interface Kernel {
  /** The browser's own functions, captured before Node's globals replaced them and the learner's code ran. */
  readonly natives: Natives;
  /** What the build learned from the pinned Node: versions, option defaults, error tables, binding shapes. */
  readonly facts: NodeFacts;
  readonly program: ProgramSettings;
  readonly loop: LoopServices;
  readonly handles: HandleRegistry;
  readonly asyncState: AsyncState;
  readonly promiseStates: PromiseStates;
  readonly uvErrors: UvErrors;
  readonly symbols: SharedSymbols;
  readonly sources: SourceRegistry;
  readonly writtenTexts: WrittenTexts;
  readonly fileSystem: FileSystem;
  readonly network: LoopbackNetwork;
  readonly page: PageLink;
  readonly standardInput: StandardInput;
  readonly ticks: TickState;
  readonly timers: TimerState;
  readonly callbacks: CallbackRunner;
  readonly stackTraces: StackTraces;
  readonly inspectable: InspectableBuiltins;
  readonly enhancers: StackEnhancers;
  readonly errorPlaces: ErrorPlaces;
  readonly library: NodeLibrary;
  /** Node's `primordials`, filled by the library's per-context scripts. */
  readonly primordials: Record<string, unknown>;
  /** What the per-context scripts export: `DOMException`, `emitMessage` … */
  readonly perContext: Record<string, unknown>;
  /** Node's `process` object. */
  readonly process: Record<PropertyKey, unknown>;

  /** Writes to standard output (1) or standard error (2), at once and in order. The bytes are copied. */
  output(descriptor: number, bytes: Uint8Array): void;
  /** The binding of that name, made on first use. */
  binding(name: string): Binding;
  /** The exports of an engine part (`parts/<name>.ts`), loaded at its first use; the program waits. */
  loadPart<Part>(name: string): Part;
  /** Another module of Node's library, for instance `internal/errors`. Only once the library has booted. */
  requireBuiltin(id: string): Record<string, unknown>;
  /** The library's realm script hands over its own two loaders. */
  setInternalLoaders(internalBinding: LibraryFunction, requireBuiltin: LibraryFunction): void;
  /** Ends the program at once with this code; does not return. */
  exitNow(code: number, signal?: number): never;
  /** Node's path for an exception that nothing caught: handlers, message, exit. Returns when a handler took it. */
  triggerUncaught(error: unknown, fromPromise: boolean, at?: ThrownAt): void;
}
