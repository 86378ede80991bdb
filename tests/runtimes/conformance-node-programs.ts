/** The conformance programs as Node.js programs. */
import { ALL_BYTES, type ConformancePrograms, type Program, UNICODE_LINE } from './conformance.ts';

function program(source: string): Program {
  return { project: { 'main.js': source }, command: ['node', 'main.js'] };
}

const LOOK = `
const fs = require('fs');
const dirty = globalThis.leaked || fs.leaked || Array.prototype.leaked || fs.existsSync('leaked.txt');
`;
const LEAVE = `
globalThis.leaked = true;
require('fs').leaked = true;
Array.prototype.leaked = true;
require('fs').writeFileSync('leaked.txt', 'x');
`;

/** A test file around these lines, importing the learner's `main.js`. */
function testFile(body: string): string {
  return `const { test, describe } = require('node:test');
const assert = require('node:assert');
const main = require('../main.js');
${body}`;
}

export const NODE_PROGRAMS: ConformancePrograms = {
  interleaved: program(`console.log('one'); console.error('two'); console.log('three');`),
  exitsWith3: program(`console.log('bye'); process.exit(3);`),
  throws: program(`// The next line is line 2.\nthrow new Error('kaboom');`),
  syntaxError: program(`const = 3;`),
  shouts: program(`
let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => { text += chunk; });
process.stdin.on('end', () => console.log(text.toUpperCase()));
`),
  loops: program(`console.log('started'); for (;;) {}`),
  unicode: program(`
for (let i = 0; i < 20000; i++) process.stdout.write('${UNICODE_LINE}');
process.stdout.write('\\n');
`),
  floods: program(`
for (let i = 0; i < 100000; i++) process.stdout.write('x'.repeat(99) + '\\n');
console.error('done');
`),
  readsBytes: {
    project: {
      'main.js': `
const bytes = require('fs').readFileSync('bytes.bin');
console.log(bytes.length, bytes.reduce((sum, byte) => sum + byte, 0));
`,
      'bytes.bin': ALL_BYTES,
    },
    command: ['node', 'main.js'],
  },
  recurses: program(`function again() { return again() + 1; }\nagain();`),
  allocates: program(`
const chunks = [];
for (let i = 0; i < 16; i++) chunks.push(new Uint8Array(64 * 1024 * 1024).fill(1));
console.log('done');
`),
  leaves: program(`${LEAVE}${LOOK}console.log(dirty ? 'dirty' : 'clean');`),
  looks: program(`${LOOK}console.log(dirty ? 'dirty' : 'clean');`),
  serves: program(`
require('http').createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    response.writeHead(201, { 'X-Seen': request.method + ' ' + request.url });
    response.end(Buffer.concat(parts));
  });
}).listen(8000);
`),
  streams: program(`
require('http').createServer((request, response) => {
  if (request.url === '/') return response.end('here');
  const timer = setInterval(() => response.write('tick'), 20);
  response.on('close', () => { clearInterval(timer); console.log('gone'); });
}).listen(8000);
`),
  writes: {
    project: {
      'changed.bin': 'old',
      'gone.txt': 'x',
      'same.txt': 'x',
      'main.js': `
const fs = require('fs');
console.log(fs.readFileSync('changed.bin', 'utf8'));
fs.writeFileSync('changed.bin', Buffer.from([0, 255, 10]));
fs.unlinkSync('gone.txt');
fs.mkdirSync('made');
fs.writeFileSync('made/new.txt', 'n');
fs.writeFileSync('other.txt', '');
`,
    },
    command: ['node', 'main.js'],
  },
  counts: program(`
let count = 0;
require('http').createServer((request, response) => {
  require('fs').writeFileSync('count.txt', String(++count));
  response.end();
}).listen(8000);
`),
  mistake: { path: 'main.js', text: 'const fine = 1;\nconst = 3;\n' },

  graded: {
    learnerFile: 'main.js',
    project: {
      'main.js': `exports.add = (a, b) => a + b;
exports.list = () => [1, 2, 4];

exports.breaks = () => {
  // The next line is line 6.
  throw new Error('not today');
};
`,
      'tests/main.test.js': testFile(`
describe('the suite', () => {
  test('adds', () => { console.log('printed by adds'); assert.strictEqual(main.add(1, 2), 3); });
  test('compares', () => { assert.deepStrictEqual(main.list(), [1, 2, 3]); });
  test('breaks', () => { main.breaks(); });
});
`),
    },
  },
  skips: {
    'main.js': '',
    'tests/main.test.js': testFile(`
test('runs', () => { assert.ok(main); });
test('waits for better times', { skip: true }, () => { assert.fail(); });
`),
  },
  noTests: { 'main.js': '', 'tests/main.test.js': testFile('') },
  brokenFile: {
    learnerFile: 'main.js',
    project: {
      'main.js': `const fine = 1;\n\nconst = 3;\n`,
      'tests/main.test.js': testFile(`test('runs', () => {});`),
    },
  },
  throwsOnImport: {
    'main.js': '',
    'tests/main.test.js': testFile(`throw new Error('cannot load');`),
  },
  exitsInTest: {
    'main.js': `exports.end = () => process.exit(0);`,
    'tests/main.test.js': testFile(`test('ends', () => { main.end(); });`),
  },
  loopsInTest: {
    'main.js': `exports.fine = () => 1;\nexports.loop = () => { for (;;) {} };`,
    'tests/main.test.js': testFile(`
test('a: is fine', () => { assert.strictEqual(main.fine(), 1); });
test('b: loops', () => { main.loop(); });
`),
  },
  recursesInTest: {
    'main.js': `exports.again = function again() { return again() + 1; };`,
    'tests/main.test.js': testFile(`test('recurses', () => { main.again(); });`),
  },
  floodsInTest: {
    'main.js': '',
    'tests/main.test.js': testFile(`
test('floods', () => {
  for (let i = 0; i < 100000; i++) console.log('x'.repeat(99));
});
`),
  },
  leavesInTest: {
    'main.js': '',
    'tests/main.test.js': testFile(`
test('the world is fresh', () => {
${LOOK}
assert.ok(!dirty);
${LEAVE}
});
`),
  },
};
