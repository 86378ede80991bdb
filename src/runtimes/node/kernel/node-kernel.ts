import { AsyncState } from './async-state.ts';
import { createBindingStub } from './bindings/binding-stub.ts';
import { bindingFactories } from './bindings/index.ts';
import { currentDialect } from './browser-differences/error-dialect.ts';
import { CallbackRunner, type ThrownAt } from './callback-runner.ts';
import type { LoadPart } from './engine-parts.ts';
import { ErrorPlaces } from './error-places.ts';
import { EventLoop } from './event-loop.ts';
import { FileSystem } from './file-system/file-system.ts';
import { createHandleRegistry } from './handle-registry.ts';
import { InspectableBuiltins } from './inspectable-builtins.ts';
import type { Binding, Kernel, LibraryFunction, PageLink, ProgramSettings, SharedSymbols } from './kernel.ts';
import { addLaterModules, type NodeLibrary } from './library.ts';
import { TickState, TimerState } from './library-callbacks.ts';
import { LoopClock } from './loop-clock.ts';
import { LoopDriver } from './loop-driver.ts';
import { WrittenTexts } from './modules/written-texts.ts';
import type { Natives } from './natives.ts';
import { LoopbackNetwork } from './network/loopback-network.ts';
import type { NodeFacts } from './node-facts.ts';
import { PromiseStates } from './promise-states.ts';
import { createSharedSymbols } from './shared-symbols.ts';
import { SourceRegistry } from './source-registry.ts';
import { StackTraces } from './stack-traces.ts';
import { StandardInput } from './standard-input.ts';
import { threadOf } from './threads/thread.ts';
import type { ProgramExit } from './threads/thread-setup.ts';
import { type StackEnhancers, triggerUncaught } from './uncaught.ts';
import { createUvErrors, type UvErrors } from './uv-errors.ts';

/** Who runs the kernel: the worker. */
export interface KernelHost extends PageLink {
  output(descriptor: number, bytes: Uint8Array): void;
  /** The program is over, because its loop had nothing left (`isNatural`) or by `process.exit`; does not return. */
  exit(exit: ProgramExit, isNatural: boolean): never;
  /** Nothing happens for a while: what is held back should go out. */
  idle(): void;
  /** The kernel itself failed. */
  crash(error: unknown): void;
  /** The program dies of this error, which has been printed. */
  fatal?(error: unknown): void;
}

const NO_PROGRAM: ProgramSettings = {
  argv: [],
  execArgv: [],
  env: {},
  workingDirectory: '/',
  options: {},
};

/** The kernel of one program: makes every part and wires them to each other. */
export class NodeKernel implements Kernel {
  readonly natives: Natives;
  readonly facts: NodeFacts;
  readonly library: NodeLibrary;
  readonly asyncState = new AsyncState();
  readonly promiseStates = new PromiseStates();
  readonly inspectable = new InspectableBuiltins();
  readonly callbacks: CallbackRunner;
  readonly handles = createHandleRegistry();
  readonly ticks = new TickState();
  readonly timers = new TimerState();
  readonly enhancers: StackEnhancers = {};
  readonly errorPlaces = new ErrorPlaces();
  readonly sources = new SourceRegistry();
  readonly writtenTexts = new WrittenTexts();
  readonly uvErrors: UvErrors;
  readonly symbols: SharedSymbols;
  readonly stackTraces: StackTraces;
  readonly fileSystem: FileSystem;
  readonly network: LoopbackNetwork;
  readonly loop: EventLoop;
  readonly driver: LoopDriver;
  readonly clock: LoopClock;
  readonly page: PageLink;
  readonly standardInput: StandardInput;
  readonly primordials: Record<string, unknown> = {};
  readonly perContext: Record<string, unknown> = {};
  readonly process: Record<PropertyKey, unknown>;
  /** Empty until the page says what to run: a spare worker boots the library ahead. */
  program: ProgramSettings = NO_PROGRAM;
  libraryRequire: LibraryFunction | undefined;
  libraryInternalBinding: LibraryFunction | undefined;
  /** The loop had nothing left to do; the end is near. */
  isFinishing = false;
  readonly #host: KernelHost;
  readonly #redirections = new Map<number, (bytes: Uint8Array) => void>();
  readonly #loadPart: LoadPart;
  readonly #bindings = new Map<string, Binding>();

  constructor(natives: Natives, library: NodeLibrary, loadPart: LoadPart, host: KernelHost) {
    this.natives = natives;
    this.clock = new LoopClock(natives);
    this.callbacks = new CallbackRunner(natives);
    this.library = library;
    this.facts = library.facts;
    this.#host = host;
    this.#loadPart = loadPart;
    this.page = host;
    this.standardInput = new StandardInput(() => host.announceReadingInput());
    this.uvErrors = createUvErrors(this.facts);
    this.symbols = createSharedSymbols(this.facts);
    this.stackTraces = new StackTraces(library.lines, this.sources);
    addLaterModules(library, loadPart, (name, { lines }) => this.stackTraces.addScript(name, lines));
    this.fileSystem = new FileSystem({ credentials: { uid: 0, gid: 0 }, now: natives.wallClock });
    const { clock } = this;
    this.driver = new LoopDriver(natives, clock, {
      onCrash: (error) => host.crash(error),
      onSleep: () => {
        this.callbacks.rest();
        this.asyncState.tracer?.rests();
        host.idle();
      },
    });
    this.loop = new EventLoop({
      asyncState: this.asyncState,
      promiseStates: this.promiseStates,
      clock,
      handles: this.handles,
      ticks: this.ticks,
      timers: this.timers,
      runCallback: (callback) => this.runCallback(callback),
      wake: () => this.driver.wake(),
    });
    this.network = new LoopbackNetwork(this.loop);
    this.process = createProcessObject();
  }

  output(descriptor: number, bytes: Uint8Array): void {
    this.asyncState.tracer?.wrote(descriptor, bytes);
    const redirected = this.#redirections.get(descriptor);
    if (redirected) redirected(bytes);
    else this.#host.output(descriptor, bytes);
  }

  /** What the program prints there does not go to the page: a child process's output that its parent reads. */
  redirectOutput(descriptor: number, write: (bytes: Uint8Array) => void): void {
    this.#redirections.set(descriptor, write);
  }

  binding(name: string): Binding {
    const made = this.#bindings.get(name);
    if (made) return made;
    const shape = this.facts.bindings[name];
    const factory = bindingFactories[name];
    if (!shape && !factory) {
      throw Object.assign(new Error(`No such binding: ${name}`), { code: 'ERR_INVALID_MODULE' });
    }
    const stub = createBindingStub(name, shape);
    const binding = factory ? factory(this, stub) : stub;
    this.#bindings.set(name, binding);
    return binding;
  }

  loadPart<Part>(name: string): Part {
    return this.loop.offTheClock(() => this.#loadPart(name)) as Part;
  }

  requireBuiltin(id: string): Record<string, unknown> {
    if (!this.libraryRequire) throw new Error(`Node's library was asked for ${id} before it had booted.`);
    return this.libraryRequire(id) as Record<string, unknown>;
  }

  setInternalLoaders(internalBinding: LibraryFunction, requireBuiltin: LibraryFunction): void {
    this.libraryInternalBinding = internalBinding;
    this.libraryRequire = requireBuiltin;
  }

  exitNow(code: number, signal?: number): never {
    const thread = threadOf(this);
    thread.closeAll();
    this.asyncState.tracer?.finish();
    return this.#host.exit(
      { code, fileChanges: thread.lastFileChanges, ...(signal !== undefined && { signal }) },
      this.isFinishing,
    );
  }

  triggerUncaught(error: unknown, fromPromise: boolean, at?: ThrownAt): void {
    currentDialect().translateError(error);
    triggerUncaught(this, { error, fromPromise, at }, (fatal) => this.#host.fatal?.(fatal));
  }

  /** Runs one callback of native code; what it throws goes the way of uncaught exceptions. Returns whether it threw nothing. */
  runCallback(callback: () => void): boolean {
    // Each callback starts without a context, unless its resource brings one (AsyncWrap.makeCallback).
    this.asyncState.reset();
    const thrown = this.callbacks.run(callback);
    if (!thrown) return true;
    this.triggerUncaught(thrown.error, false, thrown.at);
    this.asyncState.tracer?.unwind();
    return false;
  }
}

/** `process`, whose prototype the library extends to an EventEmitter. */
function createProcessObject(): Record<PropertyKey, unknown> {
  function processConstructor(): void {
    // `process.constructor.name` is all that is ever seen of it.
  }
  Object.defineProperty(processConstructor, 'name', { value: 'process' });
  const prototype = Object.create(Object.prototype, {
    constructor: { value: processConstructor, writable: true, configurable: true, enumerable: false },
  });
  processConstructor.prototype = prototype;
  return Object.create(prototype) as Record<PropertyKey, unknown>;
}
