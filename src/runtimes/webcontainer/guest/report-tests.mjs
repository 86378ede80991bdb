/**
 * A reporter for `node:test` that writes the test events of the runtime contract (event-file.mjs says where to). Loaded
 * twice: by `--import`, so that a test file that cannot be loaded is reported too, and as the reporter. Plain JavaScript
 * without packages for Node.js 20 and later: it runs in the container and on the author's machine.
 */
import { relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { writeEvent } from './event-file.mjs';
import { KnownTests } from './known-tests.mjs';
import { printing } from './record-output.mjs';

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

// Told of errors that tests catch, too: which of them ended the process is for the reader of the events to find out.
process.on('uncaughtExceptionMonitor', (error) => writeEvent({ type: 'uncaught', failure: describeFailure(error) }));

const tests = new KnownTests();
// Without a test the runner never starts. An end by process.exit() is none that comes by itself: it has no beforeExit.
process.on('beforeExit', () => {
  if (tests.isEmpty) writeEvent({ type: 'completed' });
});

/** A reporter that is a stream is piped to, and so learns of the source of the events, which tells each at once. */
const reporter = new Transform({
  writableObjectMode: true,
  // Nothing is printed: what there is on stdout is the project's.
  transform: (_event, _encoding, done) => done(),
  flush(done) {
    writeEvent({ type: 'completed' });
    done();
  },
});
reporter.on('pipe', (source) => {
  source.on('test:enqueue', (event) => tests.announce(event));
  source.on('test:dequeue', (event) => {
    const test = tests.start(event);
    printing.testId = tests.current?.id;
    if (test && !test.isSuite) writeEvent({ type: 'test-started', id: test.id, path: test.path });
  });
  source.on('test:complete', (event) => {
    const test = tests.end(event);
    if (test) reportEnd(event, test);
    printing.testId = tests.current?.id;
  });
});

export default reporter;

function reportEnd({ details, skip, todo }, { id, path, isSuite }) {
  const { duration_ms: ms, error } = details;
  // A suite is no test; when it failed by itself (a hook), that is reported as a test of its name.
  if (isSuite && (!error || error.failureType === FAILED_WITH_CHILDREN)) return;
  const outcome = skip !== undefined || todo !== undefined ? 'skipped' : error ? 'failed' : 'passed';
  const failure = outcome === 'failed' && { failure: describeFailure(error.cause ?? error) };
  writeEvent({ type: 'test-ended', id, path, outcome, ms, ...failure });
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
    if (path.startsWith('..') || path.startsWith('node_modules')) continue;
    const file = path.split(sep).join('/');
    const location = { file, line: Number(line), ...(column && { column: Number(column) }) };
    found[file.startsWith('tests/') ? 'testLocation' : 'learnerLocation'] ??= location;
  }
  return found;
}
