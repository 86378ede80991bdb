/** Which tests there are and which one runs, by the events of `node:test`. Node.js 20 and 22 number no tests, 26 does. */

/** Node.js 20 does not say what is a suite; the method that announces it does. */
const ANNOUNCED_BY_SUITE = /\bSuite\.start\b/;

export class KnownTests {
  #all = [];

  get isEmpty() {
    return this.#all.length === 0;
  }

  /** At `test:enqueue`, whose type is right; that of later events may be the parent's. */
  announce(event) {
    const isSuite = (event.type ?? (ANNOUNCED_BY_SUITE.test(new Error().stack) ? 'suite' : 'test')) === 'suite';
    const parent = this.#parentOf(event);
    this.#all.push({
      id: String(this.#all.length + 1),
      path: [...(parent?.path ?? []), event.name],
      isSuite,
      nesting: event.nesting,
      testId: event.testId,
      place: placeOf(event),
      state: 'waiting',
    });
  }

  start(event) {
    return this.#change(event, 'running');
  }

  end(event) {
    return this.#change(event, 'done');
  }

  /** The innermost test that runs now: what is printed now is its. */
  get current() {
    return this.#all.findLast(({ state, isSuite }) => state === 'running' && !isSuite);
  }

  #change(event, state) {
    const isSame = (test) =>
      event.testId === undefined ? test.place === placeOf(event) : test.testId === event.testId;
    const before = state === 'running' ? 'waiting' : 'running';
    // Some end without a start: skipped suites, tests of a failed one.
    const open = this.#all.filter((test) => isSame(test) && test.state !== 'done');
    const test = open.find((candidate) => candidate.state === before) ?? open[0];
    if (test) test.state = state;
    return test;
  }

  #parentOf({ parentId, nesting }) {
    if (parentId !== undefined) return this.#all.find(({ testId }) => testId === parentId);
    return this.#all.findLast((test) => test.state === 'running' && test.nesting === nesting - 1);
  }
}

function placeOf({ nesting, name, file, line, column }) {
  return JSON.stringify([nesting, name, file, line, column]);
}
