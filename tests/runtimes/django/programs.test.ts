/** Runs in the Django engine, in Chromium: the commands of a terminal, nothing left behind, nothing let out. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpResponse, Project, Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { libraryProject, libraryWith, NATIVE_PYTHON } from './projects.ts';
import { recordRun } from './recording.ts';

let browser: EngineBrowser;
let runtime: Runtime;

beforeAll(async () => {
  browser = await openEngineBrowser();
  runtime = await browser.open('django');
  await runtime.start();
});
afterAll(() => browser?.close());

describe('commands', () => {
  interface CommandCase {
    readonly command: string[];
    readonly files?: Project;
    readonly stdin?: string;
    readonly exitCode: number;
    readonly stdout?: RegExp;
    readonly stderr?: RegExp;
  }
  const manage = (...words: string[]) => ['python', 'manage.py', ...words];
  const newField = {
    'library/models.py': `${libraryProject()['library/models.py']}    isbn = models.CharField(max_length=13, default="")\n`,
  };
  const cases: readonly CommandCase[] = [
    { command: manage('check'), exitCode: 0, stdout: /^System check identified no issues \(0 silenced\)\.\n$/ },
    { command: manage('migrate'), exitCode: 0, stdout: /Applying library\.0001_initial\.\.\. OK\n/ },
    { command: manage('makemigrations'), exitCode: 0, stdout: /^No changes detected\n$/ },
    {
      command: manage('makemigrations'),
      files: {
        ...newField,
        'library/models.py': `${libraryProject()['library/models.py']}\n\nclass Shelf(models.Model):\n    label = models.CharField(max_length=9)\n`,
      },
      exitCode: 0,
      stdout: /library\/migrations\/0002_shelf\.py\n {4}\+ Create model Shelf\n/,
    },
    {
      command: manage('makemigrations', '--check'),
      files: {
        'library/migrations/0001_initial.py':
          'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    initial = True\n',
      },
      exitCode: 1,
      stdout: /Create model Author/,
    },
    { command: manage('showmigrations', 'library'), exitCode: 0, stdout: /^library\n \[ \] 0001_initial\n$/ },
    { command: manage('sqlmigrate', 'library', '0001'), exitCode: 0, stdout: /CREATE TABLE "library_author"/ },
    {
      command: manage('test', 'tests.test_library.ModelTests.test_title'),
      exitCode: 0,
      stderr: /Ran 1 test in .*\n\nOK\n/,
    },
    {
      command: manage('test', 'tests.test_library.ModelTests.test_wrong_list'),
      exitCode: 1,
      stderr: /FAILED \(failures=1\)/,
    },
    {
      command: manage('shell', '-c', 'from library.models import Book; print(Book._meta.label)'),
      exitCode: 0,
      stdout: /library\.Book\n$/,
    },
    { command: manage('shell'), stdin: 'print(6 * 7)\n', exitCode: 0, stdout: /42\n$/ },
    { command: manage('nonsense'), exitCode: 1, stderr: /Unknown command: 'nonsense'/ },
    { command: manage('dbshell'), exitCode: 1, stderr: /cannot start programs[\s\S]*manage\.py shell -c/ },
    { command: manage('runserver', 'not-a-port'), exitCode: 1, stderr: /is not a valid port number/ },
    { command: ['django-admin', '--version'], exitCode: 0, stdout: /^5\.2\.\d+\n$/ },
    { command: ['python', '-m', 'django', 'version'], exitCode: 0, stdout: /^5\.2\.\d+\n$/ },
    { command: ['python3', '-V'], exitCode: 0, stdout: /^Python 3\.\d+\.\d+\n$/ },
    {
      command: ['python', '-c', 'import sys; print(sys.argv)', 'a', 'b'],
      exitCode: 0,
      stdout: /^\['-c', 'a', 'b'\]\n$/,
    },
    { command: ['python'], stdin: 'print(__name__)', exitCode: 0, stdout: /^__main__\n$/ },
    {
      command: ['python', 'missing.py'],
      exitCode: 2,
      stderr: /^python: can't open file '\/project\/missing\.py': \[Errno 2\]/,
    },
    { command: ['python', '--frobnicate'], exitCode: 2, stderr: /does not know the option --frobnicate/ },
    { command: ['pip', 'install', 'x'], exitCode: 127, stderr: /^pip: command not found\..*python manage\.py check/ },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'import sys\nsys.exit("no good")' },
      exitCode: 1,
      stderr: /^no good\n$/,
    },
    { command: ['python', 'main.py'], files: { 'main.py': 'import os\nos._exit(7)' }, exitCode: 7 },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'import atexit\natexit.register(print, "bye")\nprint("hi", end=" ")' },
      exitCode: 0,
      stdout: /^hi bye\n$/,
    },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'print(input("Name? "))' },
      stdin: 'Ada\n',
      exitCode: 0,
      stdout: /^Name\? Ada\n$/,
    },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'from pkg.other import f\nf()', 'pkg/other.py': 'def f():\n    raise KeyError("k")' },
      exitCode: 1,
      stderr:
        /^Traceback[\s\S]*"\/project\/main\.py", line 2[\s\S]*"\/project\/pkg\/other\.py", line 2[\s\S]*KeyError: 'k'\n$/,
    },
    {
      command: ['python', 'main.py'],
      files: {
        'main.py':
          'import asyncio\n\n\nasync def main():\n    await asyncio.gather(asyncio.sleep(0.01), asyncio.sleep(0.01))\n    print("slept")\n\n\nasyncio.run(main())',
      },
      exitCode: 0,
      stdout: /^slept\n$/,
    },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'import statistics, wsgiref.simple_server\nstatistics.mean([])' },
      exitCode: 1,
      stderr: /statistics\.py", line \d+, in mean\n {4}raise StatisticsError\('mean requires/,
    },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'import threading\nthreading.Thread(target=print).start()' },
      exitCode: 1,
      stderr: /^Traceback(?![\s\S]*twinstack_engine)[\s\S]*Threads cannot start here/,
    },
  ];
  test.each(cases)('$command', async ({ command, files, stdin, exitCode, stdout, stderr }) => {
    const run = await recordRun(runtime, { ...libraryProject(), ...files }, command, stdin);
    expect(run.end, run.stderr).toMatchObject({ outcome: 'exited', exitCode });
    expect(run.stdout).toMatch(stdout ?? /(?:)/);
    expect(run.stderr).toMatch(stderr ?? /(?:)/);
  });
});

test('runserver answers requests with an up-to-date database until it is stopped', async () => {
  const listening = Promise.withResolvers<void>();
  const running = runtime.run(libraryProject(), ['python', 'manage.py', 'runserver', '8080'], {
    onEvent: (event) => event.type === 'listening' && event.port === 8080 && listening.resolve(),
  });
  await Promise.race([listening.promise, running]);
  const get = (path: string): Promise<HttpResponse> => runtime.request({ method: 'GET', path, headers: [] });
  const index = await get('/?page=1');
  expect(index).toMatchObject({ status: 200, statusText: 'OK' });
  expect(new TextDecoder().decode(index.body)).toContain('No books');
  expect((await get('/nowhere')).status).toBe(404);
  expect(new TextDecoder().decode((await get('/async/')).body)).toBe('{"books": 0}');
  // The bundle has the minified file only.
  expect((await get('/static/admin/js/vendor/jquery/jquery.js')).status).toBe(200);
  await runtime.stop();
  expect((await running).outcome).toBe('stopped');
});

test('async programs print what native Python prints', async () => {
  const file = join(import.meta.dirname, 'async-program.py');
  const native = execFileSync(NATIVE_PYTHON, ['-B', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { stdout } = await recordRun(runtime, { 'main.py': readFileSync(file, 'utf8') }, ['python', 'main.py']);
  expect(stdout).toBe(native);
});

describe('nothing leaks from one run to the next', () => {
  /** Where a program can leave something: how it does, and an expression that is true when it is still there. */
  const PROBES: readonly (readonly [place: string, leave: string, look: string])[] = [
    ['a built-in', 'import builtins; builtins.LEAK = 1', '"LEAK" in dir(__builtins__)'],
    ['the environment', 'import os; os.environ["LEAK"] = "1"', '"LEAK" in __import__("os").environ'],
    ['the import path', 'import sys; sys.path.append("/leak")', '"/leak" in __import__("sys").path'],
    ['the recursion limit', 'import sys; sys.setrecursionlimit(5000)', '__import__("sys").getrecursionlimit() == 5000'],
    ['a file', 'open("/project/leak.txt", "w").close()', '__import__("os").path.exists("/project/leak.txt")'],
    ['a file elsewhere', 'open("/tmp/leak.txt", "w").close()', '__import__("os").path.exists("/tmp/leak.txt")'],
    ['the standard library', 'import json; json.dumps = None', '__import__("json").dumps is None'],
    [
      'a module of Django',
      'from django.http import HttpResponse; HttpResponse.status_code = 418',
      '__import__("django.http").http.HttpResponse.status_code == 418',
    ],
    [
      'a signal',
      'from django.db.models.signals import post_save; post_save.connect(lambda **details: None, weak=False)',
      'bool(__import__("django.db.models.signals").db.models.signals.post_save.receivers)',
    ],
    [
      'a lookup',
      'from django.db.models import CharField, Transform; CharField.register_lookup(Transform, "leak")',
      '"leak" in __import__("django.db.models").db.models.CharField.get_lookups()',
    ],
    [
      'a model',
      'from django.contrib.auth.models import User; User._meta.ordering = ["leak"]',
      '__import__("django.contrib.auth.models").contrib.auth.models.User._meta.ordering == ["leak"]',
    ],
    [
      'the admin',
      'from django.contrib import admin; admin.site.site_header = "leak"',
      '__import__("django.contrib.admin").contrib.admin.site.site_header == "leak"',
    ],
    [
      'the language',
      'from django.utils import translation; translation.activate("fr")',
      '__import__("django.utils.translation").utils.translation.get_language() == "fr"',
    ],
    [
      'the cache',
      'from django.core.cache import cache; cache.set("leak", 1)',
      '__import__("django.core.cache").core.cache.cache.get("leak") == 1',
    ],
    [
      'a setting',
      'from django.conf import settings; settings.LEAK = 1',
      'hasattr(__import__("django.conf").conf.settings, "LEAK")',
    ],
    [
      'the database',
      'from django.core.management import call_command; call_command("migrate", verbosity=0)',
      '"library_book" in __import__("django.db").db.connection.introspection.table_names()',
    ],
    [
      'a log handler',
      'import logging; logging.getLogger("leak").addHandler(logging.NullHandler())',
      'bool(__import__("logging").getLogger("leak").handlers)',
    ],
    [
      'random numbers',
      'import random; random.seed(1); random.random()',
      '__import__("random").random() == __import__("random").Random(1).random()',
    ],
  ];
  const SET_UP = 'import os, django\nos.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"\ndjango.setup()\n';
  const LOOK = `${PROBES.map(([place, , look]) => `if ${look}: print(${JSON.stringify(place)})`).join('\n')}\n`;
  const LEAVE = `${PROBES.map(([, leave]) => leave).join('\n')}\n`;

  test('of the places probed, each shows what was left in the same run, none what was left before', async () => {
    const places = PROBES.map(([place]) => place).filter((place) => place !== 'random numbers');
    const dirty = await recordRun(runtime, libraryWith('', { 'main.py': SET_UP + LEAVE + LOOK }), [
      'python',
      'main.py',
    ]);
    expect(dirty.stderr).toBe('');
    // The numbers go on after those that were drawn, so that probe shows only in a run that starts anew.
    expect(dirty.stdout.trim().split('\n')).toEqual(expect.arrayContaining(places));
    const clean = await recordRun(runtime, libraryWith('', { 'main.py': SET_UP + LOOK }), ['python', 'main.py']);
    expect(clean.stdout + clean.stderr).toBe('');
  });

  test('two runs draw different random numbers', async () => {
    const draw = () =>
      recordRun(runtime, { 'main.py': 'import random\nprint(random.random())' }, ['python', 'main.py']);
    expect((await draw()).stdout).not.toBe((await draw()).stdout);
  });
});

describe('a program cannot reach out', () => {
  /** Python that tries to get at something; it prints `out` when it did. */
  const ATTEMPTS: readonly (readonly [what: string, source: string])[] = [
    ['fetch', 'import js\njs.fetch("/")'],
    ['code from text', 'from pyodide.code import run_js\nrun_js("1")'],
    ['a function constructor', 'import js\njs.constructor.constructor.new("return globalThis")()'],
    [
      'an async function constructor',
      'import pyodide_js\npyodide_js.loadPackage.constructor.new("return import(\'data:text/javascript,\')")()',
    ],
    ['the page’s storage', 'import js\njs.indexedDB'],
    [
      'packages from the network',
      'import asyncio, pyodide_js\nasyncio.run(pyodide_js.loadPackage("https://example.com/x.whl"))',
    ],
    ['an HTTP request', 'import urllib.request\nurllib.request.urlopen("http://localhost/")'],
    ['Pyodide’s own request', 'from pyodide.http import open_url\nopen_url("/")'],
  ];
  test.each(ATTEMPTS)('%s', async (_what, source) => {
    const run = await recordRun(runtime, { 'main.py': `${source}\nprint("out")` }, ['python', 'main.py']);
    expect(run.stdout).toBe('');
    expect(run.end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  });

  test('the worker’s global object has lost what leads outside', async () => {
    await runtime.start();
    const names =
      'fetch XMLHttpRequest WebSocket WebSocketStream WebTransport EventSource indexedDB caches importScripts Worker SharedWorker BroadcastChannel eval Request Response cookieStore FileReader FileReaderSync Notification RTCDataChannel';
    const look = `JSON.stringify([${JSON.stringify(names)}.split(' ').filter((name) => name in globalThis), Object.keys(navigator)])`;
    const [left, navigation] = JSON.parse(await evaluateInWorker(browser.page, look));
    expect(left).toEqual([]);
    expect(navigation).toEqual(['userAgent', 'language']);
  });
});

describe('when something else fails', () => {
  test('a snapshot that cannot be restored is made up for by a plain start', async () => {
    const other = await browser.open('django');
    await browser.page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Object.assign(globalThis, { spoiled: 0, post });
      Worker.prototype.postMessage = function (message: { snapshot?: Uint8Array }, ...rest: []) {
        if (message.snapshot) Object.assign(globalThis, { spoiled: 1 });
        post.call(this, message.snapshot ? { ...message, snapshot: new Uint8Array(64) } : message, ...rest);
      };
    });
    for (const _ of ['from the first interpreter', 'without its snapshot']) {
      expect((await recordRun(other, {}, ['python', '-V'])).stdout).toMatch(/^Python 3/);
    }
    const spoiled = await browser.page.evaluate(() => {
      const kept = globalThis as unknown as { spoiled: number; post: Worker['postMessage'] };
      Worker.prototype.postMessage = kept.post;
      return kept.spoiled;
    });
    expect(spoiled).toBe(1);
  });

  test('an engine whose files are not there says so, with a hint', async () => {
    await browser.page.route('**/site-packages-*', (route) => route.abort());
    const other = await browser.open('django');
    await expect(other.start()).rejects.toMatchObject({
      message: 'The Django engine could not be loaded.',
      hint: expect.stringMatching(/connection/),
    });
    expect(other.status).toMatchObject({ state: 'failed' });
    await browser.page.unroute('**/site-packages-*');
    await other.start();
    expect(other.status).toEqual({ state: 'ready' });
  });
});

/** What an expression gives in a worker of the page. Through the debugger: the worker has no `eval` for playwright's own way. */
async function evaluateInWorker(page: Page, expression: string): Promise<string> {
  const debug = await page.context().newCDPSession(page);
  const answer = Promise.withResolvers<string>();
  debug.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return;
    const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
    void debug.send('Target.sendMessageToTarget', { sessionId, message });
  });
  debug.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    if (id === 1) answer.resolve(result.result.value);
  });
  await debug.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  try {
    return await answer.promise;
  } finally {
    await debug.detach();
  }
}
