/**
 * Random programs whose order Node's documentation fixes, on a busy machine too: a stage starts when the loop has
 * nothing left of the one before, by a timer or a file operation that nothing else competes with. Within a stage there
 * are neither, but for two exceptions (Node.js docs: The event loop). A stage in a file callback may set timers of 0 ms,
 * which run after its immediates. A stage of several timers sets them with growing delays, and their callbacks set
 * nothing but ticks and microtasks: they run in that order even when all of them are late.
 */
import type { Block, Program, Stage, Statement } from './program-tree.ts';
import { Random } from './random.ts';

/** What a stage waits, in ms. */
const DELAYS = [0, 1, 2, 5];
/** Of several timers, ms. */
const GROWING_DELAYS = [0, 2, 3, 7];
const DEEPEST = 4;

/** What is allowed at a place of a program. */
interface Place {
  readonly depth: number;
  /**
   * Whether something may throw. Not where there are timers: after an exception, timers that are due come before the
   * ticks that are left, and how many are due is a matter of load; those ticks, in turn, run after a file callback's
   * immediates, where timers of 0 ms and new immediates race.
   */
  readonly throws: boolean;
  /** Whether immediates may be set, and whether timers of 0 ms. */
  readonly immediates: boolean;
  readonly timers: boolean;
}

/** A program; the same seed makes the same one. */
export function generateProgram(seed: number): Program {
  return new Generator(new Random(seed)).program();
}

class Generator {
  readonly #random: Random;
  #labels = 0;
  #names = 0;
  #catchesExceptions = false;
  #catchesRejections = false;

  constructor(random: Random) {
    this.#random = random;
  }

  program(): Program {
    this.#catchesExceptions = this.#random.chance(0.35);
    this.#catchesRejections = this.#random.chance(0.35);
    const handlers = [
      ...(this.#catchesExceptions
        ? [line("process.on('uncaughtException', (error, origin) => log('uncaught', error.message, origin));")]
        : []),
      ...(this.#catchesRejections
        ? [
            line("process.on('unhandledRejection', (reason) => log('unhandled', reason.message));"),
            line("process.on('rejectionHandled', () => log('handled late'));"),
          ]
        : []),
    ];
    const stages = Array.from({ length: this.#random.pick([1, 1, 2, 2, 3]) }, (_, index) => this.#stage(index));
    return { handlers, stages };
  }

  #stage(index: number): Stage {
    const delay = this.#random.pick(DELAYS);
    const kind = index === 0 ? this.#random.pick(['main', 'main', 'file']) : this.#random.whole(1, 11);
    if (kind === 'main') return { start: '', end: '', body: this.#block(place(true, false), 3, 6) };
    const inTimer = (start: string, end: string): Stage => ({
      start: `setTimeout(() => { ${start}`,
      end: `${end} }, ${delay});`,
      body: this.#block(place(true, true), 2, 4),
    });
    const plain = (start: string, end: string): Stage => ({ start, end, body: this.#block(place(true, false), 2, 5) });
    switch (kind) {
      case 'file':
        return { start: "fs.stat('.', () => {", end: '});', body: this.#block(place(true, true), 2, 5) };
      case 1:
        return inTimer("fs.stat('.', () => {", '});');
      case 2:
        return inTimer("fs.readFile('nowhere', (error) => { log(error.code);", '});');
      case 3:
        return inTimer("fs.promises.access('.').then(() => {", '});');
      case 4:
        return plain(`timers.setTimeout(${delay}, 'late').then((value) => { log(value);`, '});');
      case 5:
        return plain(`setTimeout((...args) => { log(...args);`, `}, ${delay}, 'a', 'b');`);
      case 6:
        return plain('const every = setInterval(() => { clearInterval(every);', `}, ${delay});`);
      case 7:
        return plain(`(async () => { await timers.setTimeout(${delay});`, '})();');
      case 8:
      case 9:
        return { start: '', end: '', body: this.#severalTimers() };
      default:
        return plain('setTimeout(() => {', `}, ${delay});`);
    }
  }

  #severalTimers(): Block {
    return GROWING_DELAYS.slice(0, this.#random.whole(2, GROWING_DELAYS.length)).map((ms) => {
      const block = this.#block({ ...place(false, false), throws: false }, 1, 3);
      return this.#random.chance(0.3)
        ? around(`timers.setTimeout(${ms}, ${ms}).then((value) => { log(value);`, block, '});')
        : around('setTimeout(() => {', block, `}, ${ms});`);
    });
  }

  #block(at: Place, least: number, most: number): Block {
    const length = this.#random.whole(least, most);
    return Array.from({ length }, () => this.#statement(at));
  }

  #inner(at: Place, immediates = at.immediates): Block {
    const inner = { ...at, depth: at.depth + 1, immediates, timers: at.timers && immediates };
    return [this.#log(), ...(inner.depth < DEEPEST ? this.#block(inner, 0, 2) : [])];
  }

  #statement(at: Place): Statement {
    const kinds = [
      ...['log', 'tick', 'tick', 'microtask', 'microtask', 'chain', 'chain', 'chain', 'async', 'async', 'async'],
      ...['combinator', 'event', 'eventPromise', 'abort', 'stream', 'context', 'eventTarget', 'resolvers', 'generator'],
      ...(at.immediates ? ['immediate', 'immediate', 'cleared', 'timersImmediate'] : []),
      ...(at.timers ? ['timer', 'timer'] : []),
      ...(this.#catchesExceptions && at.throws ? ['thrower'] : []),
      ...(this.#catchesRejections ? ['stray', 'late'] : []),
    ];
    switch (this.#random.pick(kinds)) {
      case 'tick':
        return this.#random.chance(0.2)
          ? around('process.nextTick((value) => { log(value);', this.#inner(at), `}, '${this.#name()}');`)
          : around('process.nextTick(() => {', this.#inner(at), '});');
      case 'microtask':
        return around('queueMicrotask(() => {', this.#inner(at), '});');
      case 'chain':
        return this.#chain(at);
      case 'async':
        return this.#asyncFunction(at);
      case 'combinator':
        return this.#combinator();
      case 'event':
        return this.#event(at);
      case 'eventPromise':
        return this.#eventPromise();
      case 'eventTarget':
        return this.#eventTarget(at);
      case 'abort':
        return this.#abort(at);
      case 'stream':
        return this.#stream(at);
      case 'generator':
        return around('(async () => { for await (const value of steps(log)) { log(value);', this.#inner(at), '} })();');
      case 'context':
        return around(`store.run('${this.#name()}', () => {`, this.#inner({ ...at, depth: at.depth - 1 }), '});');
      case 'resolvers':
        return this.#resolvers(at);
      case 'immediate':
        return around('setImmediate(() => {', this.#inner(at, this.#keepsMacrotasks(at)), '});');
      case 'timersImmediate':
        return around('timers.setImmediate().then(() => {', this.#inner(at, this.#keepsMacrotasks(at)), '});');
      case 'cleared':
        return this.#cleared(at);
      case 'timer':
        return around('setTimeout(() => {', this.#inner(at, false), '}, 0);');
      case 'thrower':
        return this.#thrower(at);
      case 'stray':
        return line(`Promise.reject(new Error('${this.#name()}'));`);
      case 'late':
        return this.#lateHandler(at);
      default:
        return this.#log();
    }
  }

  /** Beside timers of 0 ms, an immediate must not set anything for a later turn. */
  #keepsMacrotasks(at: Place): boolean {
    return at.immediates && !at.timers;
  }

  #log(): Statement {
    this.#labels += 1;
    return line(`log(${this.#labels});`);
  }

  #name(): string {
    this.#names += 1;
    return `n${this.#names}`;
  }

  #chain(at: Place): Statement {
    const links = Array.from({ length: this.#random.whole(1, 3) }, () =>
      this.#random.pick(['then', 'then', 'catch', 'finally']),
    );
    const first = this.#random.pick([
      'Promise.resolve()',
      'Promise.resolve()',
      "Promise.reject(new Error('first'))",
      'new Promise((resolve) => process.nextTick(resolve))',
      'new Promise((resolve) => queueMicrotask(resolve))',
      'Promise.resolve(thenable(log))',
    ]);
    const pieces = [`${first}.${links[0]}(() => {`];
    const blocks: Block[] = [];
    for (const link of links.slice(1)) {
      blocks.push([...this.#inner(at), this.#outcome()]);
      pieces.push(`}).${link}(() => {`);
    }
    blocks.push([...this.#inner(at), this.#outcome()]);
    pieces.push(`}).then((value) => log('value', value), (error) => log('error', error.message));`);
    return { pieces, blocks };
  }

  /** How a callback of a promise ends. */
  #outcome(): Statement {
    return line(
      this.#random.pick([
        '',
        '',
        `return '${this.#name()}';`,
        `return Promise.resolve('${this.#name()}');`,
        'return thenable(log);',
        `throw new Error('${this.#name()}');`,
        `return Promise.reject(new Error('${this.#name()}'));`,
        '(async () => {})();',
      ]),
    );
  }

  #asyncFunction(at: Place): Statement {
    const steps = Array.from({ length: this.#random.whole(1, 3) }, () => this.#awaitStep(at)).flat();
    const body = [...this.#inner(at), ...steps, this.#outcome()];
    return around(
      '(async () => {',
      body,
      "})().then((value) => log('value', value), (error) => log('error', error.message));",
    );
  }

  #awaitStep(at: Place): Statement[] {
    const failing = `await Promise.reject(new Error('${this.#name()}'));`;
    const awaits = [
      'await null;',
      'await Promise.resolve();',
      'await thenable(log);',
      'await (async () => { log("in"); await 0; })();',
      'await new Promise((resolve) => process.nextTick(resolve));',
      'await new Promise((resolve) => queueMicrotask(resolve));',
      'await Promise.all([1, Promise.resolve(2)]);',
      ...(at.immediates && !at.timers ? ['await timers.setImmediate();', 'await new Promise(setImmediate);'] : []),
    ];
    if (this.#random.chance(0.25)) {
      return [
        {
          pieces: [`try { ${failing}`, '} catch (error) { log(error.message);', '} finally {', '}'],
          blocks: [[], this.#inner(at), this.#inner(at)],
        },
      ];
    }
    return [line(this.#random.pick(awaits)), this.#log()];
  }

  #combinator(): Statement {
    const parts = ['1', 'Promise.resolve(2)', "Promise.reject(new Error('c'))", 'thenable(log)', '(async () => 3)()'];
    const chosen = Array.from({ length: this.#random.whole(0, 3) }, () => this.#random.pick(parts));
    const name = this.#random.pick(['all', 'allSettled', 'any', ...(chosen.length > 0 ? ['race'] : [])]);
    return line(
      `Promise.${name}([${chosen.join(', ')}]).then(() => log('${name}'), (error) => log('${name}', error.message));`,
    );
  }

  #event(at: Place): Statement {
    const name = this.#name();
    const register = this.#random.pick(['on', 'once', 'prependListener']);
    const emit = this.#random.pick([
      `emitter.emit('${name}');`,
      `process.nextTick(() => emitter.emit('${name}'));`,
      `queueMicrotask(() => emitter.emit('${name}'));`,
      `emitter.emit('${name}'); emitter.emit('${name}');`,
    ]);
    return {
      pieces: [`emitter.${register}('${name}', () => {`, `}); emitter.on('${name}', () => log('${name}')); ${emit}`],
      blocks: [this.#inner(at)],
    };
  }

  #eventPromise(): Statement {
    const name = this.#name();
    return line(
      `events.once(emitter, '${name}').then(([value]) => log('${name}', value)); process.nextTick(() => emitter.emit('${name}', 1));`,
    );
  }

  #eventTarget(at: Place): Statement {
    const target = `target_${this.#name()}`;
    return around(
      `const ${target} = new EventTarget(); ${target}.addEventListener('go', () => {`,
      this.#inner(at),
      `}, { once: true }); ${target}.dispatchEvent(new Event('go')); log('dispatched');`,
    );
  }

  #abort(at: Place): Statement {
    const controller = `abort_${this.#name()}`;
    const waits = this.#random.pick([
      `timers.setTimeout(1e5, 0, { signal: ${controller}.signal }).catch((error) => log(error.code));`,
      `events.once(emitter, 'never', { signal: ${controller}.signal }).catch((error) => log(error.name));`,
      '',
    ]);
    return around(
      `const ${controller} = new AbortController(); ${waits} ${controller}.signal.addEventListener('abort', () => {`,
      this.#inner(at),
      `}); ${this.#random.pick([`${controller}.abort();`, `process.nextTick(() => ${controller}.abort());`])} log('aborting');`,
    );
  }

  #stream(at: Place): Statement {
    const name = `stream_${this.#name()}`;
    return this.#random.pick<() => Statement>([
      () =>
        around(
          "stream.Readable.from(['x', 'y']).on('data', (chunk) => log(chunk)).on('end', () => {",
          this.#inner(at),
          "}).on('close', () => log('closed'));",
        ),
      () =>
        around(
          `const ${name} = new stream.PassThrough(); ${name}.on('data', (chunk) => { log(String(chunk));`,
          this.#inner(at),
          `}).on('finish', () => log('finish')).on('end', () => log('end')); ${name}.write('p'); ${name}.end('q');`,
        ),
      () =>
        around(
          `const ${name} = new stream.Writable({ write(chunk, encoding, done) { ${this.#random.pick(['done()', 'process.nextTick(done)', 'queueMicrotask(done)'])}; } }); ${name}.write('w', () => {`,
          this.#inner(at),
          `}); ${name}.end(() => log('ended')); ${name}.on('close', () => log('close'));`,
        ),
      () =>
        around(
          "(async () => { for await (const chunk of stream.Readable.from([1, 2])) { log('chunk', chunk);",
          this.#inner(at),
          '} })();',
        ),
    ])();
  }

  #resolvers(at: Place): Statement {
    const name = `later_${this.#name()}`;
    const settle = this.#random.pick([
      `${name}.resolve(1);`,
      `process.nextTick(${name}.resolve, 2);`,
      `${name}.resolve(Promise.resolve(3));`,
      `${name}.resolve(thenable(log)); ${name}.reject(new Error('ignored'));`,
    ]);
    return around(
      `const ${name} = Promise.withResolvers(); ${settle} ${name}.promise.then((value) => { log(value);`,
      this.#inner(at),
      '});',
    );
  }

  #cleared(at: Place): Statement {
    const name = `kept_${this.#name()}`;
    const clear = this.#random.pick([
      `clearImmediate(${name});`,
      `process.nextTick(() => clearImmediate(${name}));`,
      `setImmediate(() => clearImmediate(${name}));`,
    ]);
    return around(`const ${name} = setImmediate(() => {`, this.#inner(at, this.#keepsMacrotasks(at)), `}); ${clear}`);
  }

  #thrower(at: Place): Statement {
    const throws = `throw new Error('${this.#name()}');`;
    const [start, end] = this.#random.pick([
      ['process.nextTick(() => {', '});'],
      ['queueMicrotask(() => {', '});'],
      ...(at.immediates ? [['setImmediate(() => {', '});']] : []),
    ]) as [string, string];
    const inner = this.#inner(at, start.startsWith('setImmediate') ? this.#keepsMacrotasks(at) : at.immediates);
    return around(start, inner, `${throws} ${end}`);
  }

  #lateHandler(at: Place): Statement {
    const name = `late_${this.#name()}`;
    const later = at.immediates ? 'setImmediate' : 'process.nextTick';
    return line(
      `const ${name} = Promise.reject(new Error('${name}')); ${later}(() => ${name}.catch((error) => log('caught', error.message)));`,
    );
  }
}

function place(immediates: boolean, timers: boolean): Place {
  return { depth: 0, throws: !timers, immediates, timers };
}

function line(text: string): Statement {
  return { pieces: [text], blocks: [] };
}

function around(start: string, block: Block, end: string): Statement {
  return { pieces: [start, end], blocks: [block] };
}
