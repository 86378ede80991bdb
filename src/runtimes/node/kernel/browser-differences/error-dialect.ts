/**
 * Node's programs read the messages and stacks of V8. Where the browser is another, errors of its engine are translated
 * before a program sees them: in `catch` clauses, in promise reactions, on their way to be reported, and at the latest
 * when somebody reads their stack.
 */
import type { Kernel } from '../kernel.ts';
import { type Translation, translateAccess } from './access-messages.ts';
import { TRANSLATION_GLOBAL } from './catch-tracking.ts';
import { speakJsonAsV8 } from './json-errors.ts';
import { matchMessage } from './message-patterns.ts';
import { movePlace, type Place, type PlaceSyntax, SourceTrees } from './source-trees.ts';
import { StackEmulation } from './stack-emulation.ts';
import { syntaxMessage } from './syntax-messages.ts';
import { type LineOf, V8Frames } from './v8-frames.ts';

/** A worker has one engine and one kernel. */
let translate: (error: unknown) => void = () => undefined;

/** Gives an error of the browser's engine V8's message and stack; leaves everything else as it is. */
export function translateError(error: unknown): void {
  translate(error);
}

/** Does nothing in V8. To be called before Node's library takes the global errors. */
export function installErrorDialect(kernel: Kernel, scope: object): void {
  if (hasV8Stacks()) return;
  const dialect = new ForeignDialect(kernel);
  translate = (error) => dialect.translate(error);
  dialect.install(scope as Record<string, unknown>);
}

/** Only V8 asks `Error.prepareStackTrace`. */
function hasV8Stacks(): boolean {
  const { prepareStackTrace } = Error;
  let isAsked = false;
  Error.prepareStackTrace = () => {
    isAsked = true;
    return '';
  };
  String(new Error('Who asks?').stack);
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
  return isAsked;
}

class ForeignDialect {
  readonly #kernel: Kernel;
  readonly #frames: V8Frames;
  readonly #trees: SourceTrees;
  readonly #stacks: StackEmulation;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#trees = new SourceTrees(kernel);
    this.#frames = new V8Frames(kernel.stackTraces, this.#trees, lineReader(kernel));
    this.#stacks = new StackEmulation(this.#frames);
  }

  install(scope: Record<string, unknown>): void {
    this.#stacks.install(scope, this.#kernel.natives.Proxy, (error) => this.translate(error));
    speakJsonAsV8();
    const value = Object.freeze({
      caught: (error: unknown) => {
        this.translate(error);
        return error;
      },
    });
    Object.defineProperty(scope, TRANSLATION_GLOBAL, { value, enumerable: false });
  }

  #syntaxAt(place: Place): PlaceSyntax | undefined {
    return place.file.startsWith('node:') ? this.#trees.inLibrary(place) : this.#trees.at(place);
  }

  translate(error: unknown): void {
    if (!this.#stacks.isEngineError(error)) return;
    const place = this.#frames.topPlace(this.#stacks.nativeStack(error));
    const syntax = place && this.#syntaxAt(place);
    const { message, offset } = translateMessage(error, syntax);
    if (isStackOverflow(error)) Object.setPrototypeOf(error, RangeError.prototype);
    const isMoved = place && syntax && offset !== undefined;
    this.#stacks.adopt(error, isMoved ? movePlace(place, syntax, offset) : undefined);
    if (message !== error.message) {
      Object.defineProperty(error, 'message', {
        value: message,
        writable: true,
        enumerable: false,
        configurable: true,
      });
    }
  }
}

function lineReader({ sources, library }: Kernel): LineOf {
  return (file, line) => {
    if (!file.startsWith('node:')) return sources.line(file, line);
    // A module of the library is a function: its first line is the function's head.
    return library.modules[file.slice('node:'.length)]?.toString().split('\n')[line];
  };
}

function translateMessage(error: Error, syntax: PlaceSyntax | undefined): Translation {
  const { message } = error;
  if (error instanceof SyntaxError) return { message: syntaxMessage(message, '', undefined) };
  const access = translateAccess(message, syntax);
  return {
    // What only the words tell comes second: the code tells more.
    message: access && access.message !== message ? access.message : (matchMessage(message) ?? message),
    ...(access?.offset !== undefined && { offset: access.offset }),
  };
}

/** SpiderMonkey has an error of its own for it. */
function isStackOverflow(error: Error): boolean {
  return error.name === 'InternalError' && error.message === 'too much recursion';
}
