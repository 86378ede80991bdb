/**
 * V8's dialect for a browser that is not V8's: errors of its engine are translated before a program sees them: in `catch`
 * clauses, in promise reactions, on their way to be reported, and at the latest when somebody reads their stack.
 */
import type { Kernel } from '../kernel.ts';
import { type Translation, translateAccess } from './access-messages.ts';
import type { Dialect } from './error-dialect.ts';
import { ErrorTracking, mayMeetErrors, TRANSLATION_GLOBAL } from './error-tracking.ts';
import type { LinesOf } from './frame-names.ts';
import { speakJsonAsV8 } from './json-errors.ts';
import { matchMessage } from './message-patterns.ts';
import { movePlace, type Place, type PlaceSyntax, SourceTrees } from './source-trees.ts';
import { StackEmulation } from './stack-emulation.ts';
import { syntaxMessage } from './syntax-messages.ts';
import { V8Frames } from './v8-frames.ts';

/** Puts itself in the place of the browser's errors, stacks and JSON. */
export function createDialect(kernel: Kernel, scope: object): Dialect {
  const dialect = new ForeignDialect(kernel);
  dialect.install(scope as Record<string, unknown>);
  return {
    translateError: (error) => dialect.translate(error),
    syntaxMessage,
    mayMeetErrors,
    trackErrors: (program, source, edits) => dialect.tracking.track(program, source, edits),
    placeThrown: (value) => dialect.placeThrown(value),
    placeHidden: (error) => dialect.placeHidden(error),
  };
}

class ForeignDialect {
  readonly tracking = new ErrorTracking();
  readonly #kernel: Kernel;
  readonly #frames: V8Frames;
  readonly #trees: SourceTrees;
  readonly #stacks: StackEmulation;
  /** What the program threw last, and the stack then. */
  #thrown: { readonly value: unknown; readonly stack: () => string } | undefined;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#trees = new SourceTrees(kernel);
    this.#frames = new V8Frames(kernel, this.#trees, lineReader(kernel));
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
      thrown: (value: unknown) => {
        this.#thrown = { value, stack: this.#stacks.take() };
        return value;
      },
      awaits: (site: number, awaited: unknown) => {
        this.#watch(site, awaited);
        return awaited;
      },
    });
    Object.defineProperty(scope, TRANSLATION_GLOBAL, { value, enumerable: false });
  }

  /** Remembers with an error who awaited it when it was made. The reaction is the browser's own: no hook sees it. */
  #watch(number: number, awaited: unknown): void {
    const site = this.tracking.site(number);
    const { then, Promise: NativePromise } = this.#kernel.natives;
    if (!site || !(awaited instanceof NativePromise)) return;
    // A class of the program's own has a `then` of its own.
    if (Object.getPrototypeOf(awaited) !== NativePromise.prototype) return;
    const since = this.#stacks.made;
    const note = (error: unknown) => {
      this.translate(error);
      this.#stacks.addWait(error, site, since);
    };
    try {
      then.call(awaited, undefined, note);
    } catch {
      // A proxy of a promise: `await` looks at its own `then`.
    }
  }

  #syntaxAt(place: Place): PlaceSyntax | undefined {
    return place.file.startsWith('node:') ? this.#trees.inLibrary(place) : this.#trees.at(place);
  }

  placeThrown(value: unknown): Place | undefined {
    const thrown = this.#thrown;
    const place = thrown && Object.is(thrown.value, value) ? this.#frames.firstPlace(thrown.stack()) : undefined;
    const syntax = place && this.#trees.at(place);
    const statement = syntax?.nodes.findLast(({ type }) => type === 'ThrowStatement');
    return syntax && statement && movePlace(place, syntax, statement.start);
  }

  placeHidden(error: unknown): Place | undefined {
    const stack = this.#stacks.wholeStack(error);
    return stack === undefined ? undefined : this.#frames.placeInLibrary(stack);
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

function lineReader({ sources, library }: Kernel): LinesOf {
  const libraryLines = new Map<string, readonly string[]>();
  return (file) => {
    if (!file.startsWith('node:')) return sources.find(file)?.text.split('\n');
    const lines = libraryLines.get(file) ?? library.modules[file.slice('node:'.length)]?.toString().split('\n') ?? [];
    libraryLines.set(file, lines);
    return lines;
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
