/**
 * A reporter for `node:test` that writes each test event of the runtime contract as a line of JSON to file descriptor 3
 * (more on the lines: run-reporter.ts). JavaScript, not TypeScript: it is loaded once per check, and stripping types
 * would double the start of Node.
 */
import { writeSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

const EVENTS_FD = 3;
const project = process.cwd();
/** As `assert` prints both sides for its own diff, and as the embedded engine does. */
const INSPECT_OPTIONS = {
  compact: false,
  customInspect: false,
  depth: 1000,
  maxArrayLength: Number.POSITIVE_INFINITY,
  maxStringLength: Number.POSITIVE_INFINITY,
  sorted: true,
  getters: true,
};
/** Operators of assertions that compare nothing: they have no two sides to show. */
const WITHOUT_SIDES = ['throws', 'doesNotThrow', 'rejects', 'doesNotReject', 'fail', 'ifError'];
/** A suite or a parent test fails with its children; they have said why. */
const FAILED_WITH_CHILDREN = 'subtestsFailed';

// Told of errors that tests catch, too: which of them ended the process is for the reader of the lines to find out.
process.on('uncaughtExceptionMonitor', (error) => send({ type: 'uncaught', failure: describeFailure(error) }));

export default async function* reportTests(source) {
  const tests = new KnownTests();
  for await (const { type, data } of source) {
    const test = tests.find(data);
    if (type === 'test:dequeue' && !test.isSuite) {
      send({ type: 'test-started', id: String(data.testId), path: test.path });
    } else if (type === 'test:complete') {
      reportEnd(data, test.path);
    } else if (type === 'test:summary') {
      send({ type: 'completed' });
    }
  }
  // Nothing is printed: what there is on stdout is the project's.
  yield '';
}

/** Tests and suites by id. The first event of each, `test:enqueue`, has the right type; later ones their parent's (26.10). */
class KnownTests {
  #byId = new Map();

  find({ testId, parentId, name, type }) {
    if (testId === undefined) return { path: [], isSuite: true };
    if (!this.#byId.has(testId)) {
      const path = [...(this.#byId.get(parentId)?.path ?? []), name];
      this.#byId.set(testId, { path, isSuite: type === 'suite' });
    }
    return this.#byId.get(testId);
  }
}

function reportEnd({ testId, details, skip, todo }, path) {
  const { type, duration_ms: ms, error } = details;
  // A suite is no test; when it failed by itself (a hook), that is reported as a test of its name.
  if (type === 'suite' && (!error || error.failureType === FAILED_WITH_CHILDREN)) return;
  const outcome = skip !== undefined || todo !== undefined ? 'skipped' : error ? 'failed' : 'passed';
  send({
    type: 'test-ended',
    id: String(testId),
    path,
    outcome,
    ms,
    ...(outcome === 'failed' && { failure: describeFailure(error.cause ?? error) }),
  });
}

/** Node's errors wrap what the test threw; that may be anything. */
function describeFailure(thrown) {
  if (!(thrown instanceof Error)) {
    const message = `Thrown: ${inspect(thrown)}`;
    return { kind: 'error', message, stack: message };
  }
  const isAssertion = thrown.code === 'ERR_ASSERTION';
  return {
    kind: isAssertion ? 'assertion' : 'error',
    message: isAssertion ? thrown.message : `${thrown.name}: ${thrown.message}`,
    stack: String(thrown.stack),
    ...(isAssertion && describeSides(thrown)),
    ...findLocations(String(thrown.stack)),
  };
}

function describeSides({ operator, expected, actual }) {
  if (WITHOUT_SIDES.includes(operator) || (expected === undefined && actual === undefined)) return {};
  return { expected: inspect(expected, INSPECT_OPTIONS), actual: inspect(actual, INSPECT_OPTIONS) };
}

/** The deepest frame in a file of the learner and the deepest in a test file. */
function findLocations(stack) {
  const found = {};
  for (const [, place, line, column] of stack.matchAll(
    /((?:file:\/\/)?\/[^\s():]+|[A-Z]:\\[^\s():]+):(\d+)(?::(\d+))?/g,
  )) {
    const path = relative(project, place.startsWith('file:') ? fileURLToPath(place) : place);
    if (path.startsWith('..')) continue;
    const file = path.split(sep).join('/');
    const location = { file, line: Number(line), ...(column && { column: Number(column) }) };
    found[file.startsWith('tests/') ? 'testLocation' : 'learnerLocation'] ??= location;
  }
  return found;
}

function send(event) {
  writeSync(EVENTS_FD, `${JSON.stringify(event)}\n`);
}
