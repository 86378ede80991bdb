/** Checks in the Django engine, in Chromium: the verdicts of native Python, and a sentence for everything that can go wrong. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../../../src/runtimes/runtime.ts';
import { shareEngine } from '../../harness/engines.ts';
import { LIBRARY_FOLDER, libraryProject, libraryWith, NATIVE_PYTHON } from './projects.ts';
import { recordCheck } from './recording.ts';

const { runtime } = shareEngine('django');
beforeAll(() => runtime.start());

/** One test class around these methods; each line has four spaces before it. */
function testCase(methods: string, base = 'TestCase'): string {
  return `import os, sys
from django import forms
from django.test import SimpleTestCase, TestCase
from library.models import Author, Book


class LibraryTests(${base}):
${methods}`;
}

const PASSES = testCase('    def test_passes(self):\n        self.assertTrue(True)\n');

test('every verdict is that of native Python with the same Django', async () => {
  const script = join(import.meta.dirname, 'native_verdicts.py');
  const output = execFileSync(NATIVE_PYTHON, [script, LIBRARY_FOLDER], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const native = JSON.parse(output.slice(output.lastIndexOf('verdicts:') + 'verdicts:'.length));
  const { outcomes, end } = await recordCheck(runtime, libraryProject());
  expect(end.outcome).toBe('completed');
  expect(outcomes).toEqual(native);
  expect(Object.keys(outcomes).length).toBeGreaterThan(30);
});

test('a second check on the snapshot gives the same verdicts as the first', async () => {
  const first = await recordCheck(runtime, libraryProject());
  const second = await recordCheck(runtime, libraryProject());
  expect(second.outcomes).toEqual(first.outcomes);
});

test('a test is named by its class and the first line of its docstring', async () => {
  const { events } = await recordCheck(
    runtime,
    libraryWith(
      testCase('    def test_a(self):\n        """Books have titles."""\n\n    def test_b(self):\n        pass\n'),
    ),
  );
  const paths = events.flatMap((event) => (event.type === 'test-started' ? [event.path] : []));
  expect(paths).toEqual([
    ['LibraryTests', 'Books have titles.'],
    ['LibraryTests', 'test_b'],
  ]);
});

describe('both sides of a comparison', () => {
  const cases: readonly (readonly [name: string, line: string, expected: string | undefined, actual?: string])[] = [
    ['assertEqual: the second is expected', 'self.assertEqual([1, 2], [1, 3])', '[1, 3]', '[1, 2]'],
    ['a text', 'self.assertEqual("a\\nb", "a\\nc")', "'a\\nc'", "'a\\nb'"],
    ['a dict', 'self.assertDictEqual({"a": 1}, {"a": 2})', "{'a': 2}", "{'a': 1}"],
    ['a queryset', 'self.assertQuerySetEqual(Book.objects.all(), ["x"])', "['x']", '[]'],
    ['assertIs', 'self.assertIs(None, True)', 'True', 'None'],
    ['assertTrue', 'self.assertTrue("")', 'True', "''"],
    ['assertIsNone', 'self.assertIsNone(3)', 'None', '3'],
    ['assertContains', 'self.assertContains(self.client.get("/"), "Lathe")', 'Lathe', '<ul><li>No books</li></ul>\n'],
    ['its status', 'self.assertContains(self.client.get("/nowhere"), "x")', '200', '404'],
    [
      'assertTemplateUsed',
      'self.assertTemplateUsed(self.client.get("/"), "x.html")',
      "['x.html']",
      "['library/index.html']",
    ],
    ['assertRedirects', 'self.assertRedirects(self.client.get("/old/"), "/x")', "'/x'", "'/'"],
    [
      'assertNumQueries, with the queries',
      'with self.assertNumQueries(2): list(Author.objects.all())',
      '2 queries',
      '1 query\n1. SELECT "library_author"."id", "library_author"."name" FROM "library_author"',
    ],
    ['assertNumQueries of a call', 'self.assertNumQueries(1, int)', '1 query', '0 queries'],
    ['assertJSONEqual', 'self.assertJSONEqual("[1]", [2])', '[2]', '[1]'],
    ['none in assertRaises', 'with self.assertRaises(ValueError): pass', undefined, undefined],
    ['assertIn', 'self.assertIn(1, [2])', '1', '[2]'],
    ['assertNotIn', 'self.assertNotIn(2, [2])', 'nothing like 2 in it', '[2]'],
    ['assertNotEqual', 'self.assertNotEqual(2, 2)', 'anything but 2', '2'],
    ['assertGreater', 'self.assertGreater(1, 2)', 'more than 2', '1'],
    ['assertIsInstance', 'self.assertIsInstance("a", int)', 'an instance of int', "'a'"],
    ['assertRegex', 'self.assertRegex("abc", "x+")', "a match of 'x+'", "'abc'"],
    ['assertIsNotNone', 'self.assertIsNotNone(None)', 'anything but None', 'None'],
    [
      'assertNotContains',
      'self.assertNotContains(self.client.get("/"), "No books")',
      "no 'No books' in it",
      '<ul><li>No books</li></ul>\n',
    ],
    ['assertContains with a count', 'self.assertContains(self.client.get("/"), "<li>", count=2)', '2', '1'],
    [
      'assertTemplateNotUsed',
      'self.assertTemplateNotUsed(self.client.get("/"), "library/index.html")',
      "no 'library/index.html' in it",
      "['library/index.html']",
    ],
    [
      'assertTemplateUsed around',
      'with self.assertTemplateUsed("x.html"): self.client.get("/")',
      "['x.html']",
      "['library/index.html']",
    ],
    [
      'assertHTMLEqual',
      'self.assertHTMLEqual("<b  id=x>a</b>", "<b id=y>a</b>")',
      '<b id="y">\na\n</b>',
      '<b id="x">\na\n</b>',
    ],
    ['assertInHTML', 'self.assertInHTML("<i>a</i>", "<b>a</b>")', '<i>a</i>', '<b>a</b>'],
    [
      'assertRaisesMessage',
      'with self.assertRaisesMessage(ValueError, "no luck"): int("x")',
      "'no luck'",
      `"invalid literal for int() with base 10: 'x'"`,
    ],
    ['assertFormError', 'self.assertFormError(forms.Form({}), None, ["Sign here."])', "['Sign here.']", '[]'],
    [
      'assertQuerySetEqual unordered',
      'self.assertQuerySetEqual(Book.objects.all(), [1], ordered=False)',
      'Counter({1: 1})',
      'Counter()',
    ],
    [
      'none in a repr that raises',
      'type("Odd", (), {"__repr__": lambda self: 1 / 0})() and self.fail("odd")',
      undefined,
    ],
  ];

  test('are told for each kind of assertion', async () => {
    const methods = cases.map(
      ([, line], at) => `    def test_${String(at).padStart(2, '0')}(self):\n        ${line}\n`,
    );
    const check = await recordCheck(runtime, libraryWith(testCase(methods.join('\n'))));
    const told = cases.map(([name], at) => {
      const failure = check.failure(`test_${String(at).padStart(2, '0')}`);
      return [name, failure?.kind, failure?.expected, failure?.actual];
    });
    expect(told).toEqual(cases.map(([name, , expected, actual]) => [name, 'assertion', expected, actual]));
  });
});

describe('places', () => {
  test('an error in the learner’s file is told with its line, the test’s line and a traceback that starts with both', async () => {
    const models = `${libraryProject()['library/models.py']}\n\ndef explode():\n    raise ValueError("not today")\n`;
    const lines = models.split('\n').length - 2;
    const tests = testCase('    def test_x(self):\n        from library.models import explode\n        explode()\n');
    const check = await recordCheck(runtime, libraryWith(tests, { 'library/models.py': models }));
    expect(check.failure('test_x')).toMatchObject({
      kind: 'error',
      message: 'ValueError: not today',
      learnerLocation: { file: 'library/models.py', line: lines + 1 },
      testLocation: { file: 'tests/test_library.py', line: 10 },
      stack: expect.stringMatching(
        /^Traceback[\s\S]*"tests\/test_library.py", line 10[\s\S]*"library\/models.py", line/,
      ),
    });
  });

  test('an error inside Django names the learner’s line that called it, and Django’s own lines come after', async () => {
    const views =
      'from .models import Book\n\n\ndef index(request):\n    return Book.objects.get(pk=1)\n\n\ncount_later = moved = index\n';
    const tests = testCase('    def test_x(self):\n        self.client.get("/")\n');
    const check = await recordCheck(runtime, libraryWith(tests, { 'library/views.py': views }));
    const failure = check.failure('test_x');
    expect(failure).toMatchObject({
      message: 'DoesNotExist: Book matching query does not exist.',
      learnerLocation: { file: 'library/views.py', line: 5 },
    });
    const [short, full] = failure?.stack.split('With the frames of Django and Python:') ?? [];
    expect(short).not.toContain('site-packages');
    // With the source of the line: bytecode alone has none.
    expect(full).toMatch(/django\/db\/models\/query\.py", line \d+, in get\n {4}raise self\.model\.DoesNotExist\(/);
    expect(failure?.stack).not.toContain('twinstack_engine');
  });
});

test('an error in a template is told with the template’s line', async () => {
  const files = { 'library/templates/library/index.html': '<ul>\n{% fro book in books %}\n</ul>\n' };
  const check = await recordCheck(
    runtime,
    libraryWith(testCase('    def test_x(self):\n        self.client.get("/")\n'), files),
  );
  expect(check.failure('test_x')).toMatchObject({
    message: expect.stringContaining("TemplateSyntaxError: Invalid block tag on line 2: 'fro'"),
    learnerLocation: { file: 'library/templates/library/index.html', line: 2 },
  });
});

describe('output', () => {
  test('print and logging are told with their test, the rest without one', async () => {
    const tests = `import logging\nprint("while loading")\n${testCase(
      '    def test_a(self):\n        print("from a")\n        logging.getLogger("learner").warning("careful")\n\n    def test_b(self):\n        pass\n',
    )}`;
    const { events } = await recordCheck(runtime, libraryWith(tests));
    const outputs = events.filter((event) => event.type === 'test-output');
    expect(outputs).toEqual([
      { type: 'test-output', stream: 'stdout', text: 'while loading\n' },
      { type: 'test-output', stream: 'stdout', text: 'from a\n', id: expect.stringContaining('test_a') },
      { type: 'test-output', stream: 'stderr', text: 'careful\n', id: expect.stringContaining('test_a') },
    ]);
  });
});

describe('what stops a check before its tests is a check-error with a sentence', () => {
  const cases: [name: string, project: () => Project, message: RegExp, place?: object][] = [
    [
      'a syntax error in the learner’s file',
      () => libraryWith(PASSES, { 'library/models.py': 'class Book(\n' }),
      /^SyntaxError: '\(' was never closed \(models\.py, line 1\)/,
      { learnerLocation: { file: 'library/models.py', line: 1 } },
    ],
    [
      'a syntax error in a test file',
      () => libraryWith('def test(:\n'),
      /^SyntaxError: /,
      { testLocation: { file: 'tests/test_library.py', line: 1 } },
    ],
    [
      'a name the learner’s file lacks',
      () => libraryWith('from library.models import Shelf\n'),
      /^ImportError: cannot import name 'Shelf'/,
      { learnerLocation: { file: 'library/models.py', line: 1 } },
    ],
    [
      'a test file that throws',
      () => libraryWith('raise LookupError("no luck")\n'),
      /^LookupError: no luck$/,
      { testLocation: { file: 'tests/test_library.py', line: 1 } },
    ],
    [
      'a migration that fails',
      () =>
        libraryWith(PASSES, {
          'library/migrations/0002_break.py':
            'from django.db import migrations\n\n\ndef fail(apps, schema):\n    1 / 0\n\n\nclass Migration(migrations.Migration):\n    dependencies = [("library", "0001_initial")]\n    operations = [migrations.RunPython(fail)]\n',
        }),
      /^ZeroDivisionError/,
      { learnerLocation: { file: 'library/migrations/0002_break.py', line: 5 } },
    ],
    [
      'settings that do not load',
      () => libraryWith(PASSES, { 'mysite/settings.py': 'DEBUG = Tru\n' }),
      /^NameError: name 'Tru' is not defined/,
      { learnerLocation: { file: 'mysite/settings.py', line: 1 } },
    ],
    [
      'an app that is not there',
      () =>
        libraryWith(PASSES, {
          'mysite/settings.py': `${libraryProject()['mysite/settings.py']}INSTALLED_APPS.append("shop")\n`,
        }),
      /^ModuleNotFoundError: No module named 'shop'/,
    ],
    [
      'a system check that fails',
      () =>
        libraryWith(PASSES, {
          'library/models.py': `${libraryProject()['library/models.py']}\n\nclass Shelf(models.Model):\n    label = models.CharField()\n\n    class Meta:\n        managed = False\n        ordering = ["nothing"]\n`,
        }),
      /ordering.*refers to the nonexistent field/s,
    ],
    [
      'no manage.py that names the settings',
      () => libraryWith(PASSES, { 'manage.py': '' }),
      /manage\.py sets DJANGO_SETTINGS_MODULE/,
    ],
    ['os._exit', () => libraryWith(testCase('    def test_x(self):\n        os._exit(3)\n')), /exit code 3/],
  ];
  test.each(cases)('%s', async (_name, project, message, place) => {
    const check = await recordCheck(runtime, project());
    expect(check.end.outcome).toBe('completed');
    expect(check.failure()).toMatchObject({ message: expect.stringMatching(message), ...place });
    expect(Object.values(check.outcomes)).not.toContain('passed');
  });
});

describe('what breaks in a test ends in words, and the next check runs', () => {
  const cases: readonly (readonly [name: string, body: string, message: RegExp])[] = [
    ['sys.exit', 'sys.exit(2)', /sys\.exit\(2\)/],
    ['recursion without end', 'def again(): again()\n        again()', /^RecursionError/],
    ['an allocation of 1 GB', 'bytearray(2**30)', /^MemoryError: .*more memory/],
    ['a list that grows for ever', 'grown = []\n        while True: grown.append("x" * 1_000_000)', /^MemoryError: /],
    ['a thread', 'import threading\n        threading.Thread(target=print).start()', /Threads cannot start here/],
    ['another program', 'import subprocess\n        subprocess.run(["ls"])', /^OSError: .*processes/],
    [
      'a future nobody resolves',
      'import asyncio\n        async def wait(): await asyncio.get_running_loop().create_future()\n        asyncio.run(wait())',
      /nothing left to wait for/,
    ],
  ];
  test.each(cases)('%s', async (_name, body, message) => {
    const check = await recordCheck(
      runtime,
      libraryWith(
        testCase(`    def test_a(self):\n        ${body}\n\n    def test_b(self):\n        pass\n`, 'SimpleTestCase'),
      ),
    );
    expect(check.end.outcome).toBe('completed');
    expect(check.failure('test_a')).toMatchObject({ kind: 'error', message: expect.stringMatching(message) });
    expect(check.outcomes['tests.test_library.LibraryTests.test_b']).toBe('passed');
  });

  test('printing what nests too deeply crashes the interpreter, which says so', async () => {
    const body =
      'sys.setrecursionlimit(10**9)\n        nested = []\n        for _ in range(200_000): nested = [nested]\n        repr(nested)';
    const { end, events } = await recordCheck(
      runtime,
      libraryWith(testCase(`    def test_a(self):\n        ${body}\n`, 'SimpleTestCase')),
    );
    expect(end).toMatchObject({
      outcome: 'crashed',
      message: expect.stringMatching(/stack/),
      hint: expect.stringMatching(/\w/),
    });
    // Pyodide dumps Python's stack on standard output; that is for its maintainers.
    expect(events.filter(({ type }) => type === 'test-output')).toEqual([]);
    expect((await recordCheck(runtime, libraryWith(PASSES))).end.outcome).toBe('completed');
  });

  test('a project without tests reports none', async () => {
    const { 'tests/test_library.py': _, 'tests/__init__.py': __, ...rest } = libraryProject();
    expect(await recordCheck(runtime, rest)).toMatchObject({ end: { outcome: 'completed' }, events: [] });
  });

  test('tests/ needs no __init__.py', async () => {
    const { 'tests/__init__.py': _, ...rest } = libraryWith(PASSES);
    expect((await recordCheck(runtime, rest)).outcomes).toEqual({ 'test_library.LibraryTests.test_passes': 'passed' });
  });
});
