/** The real Node.js and Django report through the same events as the embedded engines, whatever tests do. */
import { describe, expect, it } from 'vitest';
import { checkNatively } from '../../src/authoring/native/check-natively.ts';
import { gradeProject } from '../../src/authoring/test-exercise.ts';
import type { Grade } from '../../src/grading/grade.ts';
import type { Project, Stack } from '../../src/runtimes/runtime.ts';

const TESTS: Record<Stack, string> = { node: 'tests/main.test.mjs', django: 'tests/test_main.py' };

const DJANGO_PROJECT: Project = {
  'manage.py': `import os, sys
from django.core.management import execute_from_command_line
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
execute_from_command_line(sys.argv)
`,
  'settings.py': 'SECRET_KEY = "x"\n',
  'tests/__init__.py': '',
};

const IMPORTS: Record<Stack, string> = {
  node: "import assert from 'node:assert';\nimport { describe, it, before } from 'node:test';\n",
  django: 'import os, unittest\nfrom django.test import SimpleTestCase\n\n\nclass A(SimpleTestCase):\n',
};

function grade(stack: Stack, tests: string, timeoutMs?: number): Promise<Grade> {
  const project = { ...(stack === 'django' && DJANGO_PROJECT), [TESTS[stack]]: IMPORTS[stack] + tests };
  const check = checkNatively(stack);
  return gradeProject(project, {
    check: (files, options) => check(files, { ...options, ...(timeoutMs !== undefined && { timeoutMs }) }),
  });
}

const outcomes = ({ tests }: Grade) => tests.map(({ path, outcome }) => [path.join(' > '), outcome]);
const failures = ({ tests }: Grade) => tests.flatMap(({ failure }) => (failure ? [failure] : []));

describe('Node.js', () => {
  it('tells tests by suite and outcome, each once', async () => {
    const result = await grade(
      'node',
      `describe('one', () => { it('a', () => {}); it.skip('b', () => {}); });
describe('two', () => { describe('inner', () => { it('c', () => assert.ok(false)); }); it('d', () => {}); });
it('with steps', async (t) => { await t.test('step', () => {}); });`,
    );
    expect(outcomes(result)).toEqual([
      ['one > a', 'passed'],
      ['one > b', 'skipped'],
      ['two > inner > c', 'failed'],
      ['two > d', 'passed'],
      ['with steps', 'passed'],
      ['with steps > step', 'passed'],
    ]);
  });

  it('gives both sides of a comparison and the line in the test', async () => {
    const [failure] = failures(await grade('node', `it('a', () => assert.deepStrictEqual({ n: 1 }, { n: 2 }));`));
    expect(failure).toMatchObject({
      kind: 'assertion',
      expected: '{\n  n: 2\n}',
      actual: '{\n  n: 1\n}',
      testLocation: { file: TESTS.node, line: 3 },
    });
  });

  it('gives no sides where nothing was compared', async () => {
    const [failure] = failures(await grade('node', `it('a', () => assert.fail('Not this way.'));`));
    expect(failure).not.toHaveProperty('expected');
    expect(failure?.message).toBe('Not this way.');
  });

  it('reports a failed hook', async () => {
    const result = await grade(
      'node',
      `describe('one', () => { before(() => { throw new Error('no data'); }); it('a', () => {}); });`,
    );
    expect(failures(result).map(({ message }) => message)).toContain('Error: no data');
  });

  it.each([
    ['a test file that throws', `it('a', () => {});\nthrow new Error('early');`, 'Error: early'],
    ['a test file that does not parse', 'it(', 'SyntaxError'],
    ['a missing import', `import './missing.mjs';`, 'Cannot find module'],
    [
      'process.exit(0) in a test',
      `it('a', () => process.exit(0));`,
      'ended with exit code 0 before the tests were through',
    ],
  ])('%s is no pass', async (_case, tests, message) => {
    const result = await grade('node', tests);
    expect(result.outcome).toBe('could-not-run');
    expect(result.outcome === 'could-not-run' && result.obstacle.reason).toContain(message);
  });
}, 60_000);

describe('Django', () => {
  it('tells tests by class and outcome', async () => {
    const tests = `    def test_a(self):
        self.assertEqual([1], [2])

    @unittest.skip("later")
    def test_b(self):
        pass
`;
    const result = await grade('django', tests);
    expect(outcomes(result)).toEqual([
      ['A > test_a', 'failed'],
      ['A > test_b', 'skipped'],
    ]);
    expect(failures(result)[0]).toMatchObject({ kind: 'assertion', expected: '[2]', actual: '[1]' });
  });

  it.each([
    ['a test file that throws', '    pass\n\n\nraise ValueError("early")\n', 'ValueError: early'],
    ['a test file that does not parse', '    def test_a(self:\n', 'SyntaxError'],
    ['os._exit(0) in a test', '    def test_a(self):\n        os._exit(0)\n', 'exit code 0 before the tests were'],
  ])('%s is no pass', async (_case, tests, message) => {
    const result = await grade('django', tests);
    expect(result.outcome).toBe('could-not-run');
    expect(result.outcome === 'could-not-run' && result.obstacle.reason).toContain(message);
  });
}, 60_000);

it.each([
  ['node', `it('loops', () => { for (;;); });`],
  ['django', '    def test_loops(self):\n        while True:\n            pass\n'],
] as const)(
  'an endless loop in %s ends at the limit',
  async (stack, tests) => {
    const result = await grade(stack, tests, 4_000);
    expect(result.outcome === 'could-not-run' && result.obstacle.cause).toBe('timed-out');
  },
  60_000,
);
