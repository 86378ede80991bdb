/** Runs in the Django engine, in Chromium: the commands of a terminal, nothing left behind, nothing let out. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HttpResponse, Project } from '../../../src/runtimes/runtime.ts';
import { shareEngine } from '../../harness/engines.ts';
import { readText } from '../conformance-record.ts';
import { libraryProject, NATIVE_PYTHON } from './projects.ts';
import { recordRun } from './recording.ts';

const { browser, runtime } = shareEngine('django');
beforeAll(() => runtime.start());

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
    {
      command: ['DJANGO_SUPERUSER_PASSWORD=s3cret', 'python', 'main.py'],
      files: {
        'main.py': `import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
from django.core.management import execute_from_command_line as run
for words in ("migrate -v0", "createsuperuser --noinput --username ada --email a@example.com", "startapp shelf",
              "collectstatic --noinput", "dumpdata auth.user --output users.json", "flush --noinput", "loaddata users.json"):
    sys.argv = ["manage.py", *words.split()]
    run(sys.argv)
from django.contrib.auth.models import User
print(User.objects.get().check_password("s3cret"), sorted(os.listdir("shelf")))
`,
        'mysite/settings.py': `${libraryProject()['mysite/settings.py']}STATIC_ROOT = BASE_DIR / "static"\n`,
      },
      exitCode: 0,
      stdout:
        /^Superuser created successfully\.\n\n\d+ static files copied to '\/project\/static'\.\nInstalled 1 object\(s\) from 1 fixture\(s\)\nTrue \['__init__\.py', 'admin\.py', 'apps\.py', 'migrations'/,
    },
    {
      command: manage('createsuperuser'),
      exitCode: 1,
      stderr: /nobody can type[\s\S]*DJANGO_SUPERUSER_PASSWORD=secret/,
    },
    { command: manage('changepassword', 'ada'), exitCode: 1, stderr: /nobody can type[\s\S]*u\.set_password/ },
    { command: manage('makemessages', '-l', 'de'), exitCode: 1, stderr: /GNU gettext/ },
    { command: manage('testserver', 'x.json'), exitCode: 1, stderr: /second process/ },
    { command: manage('dumpdata', 'library'), exitCode: 1, stderr: /no such table: library_author/ },
    { command: manage('loaddata', 'none.json'), exitCode: 1, stderr: /No fixture named 'none' found/ },
    { command: manage('startapp', 'shelf'), exitCode: 0 },
    { command: ['django-admin', 'startproject', 'shop'], exitCode: 0 },
    { command: ['cd', 'library'], exitCode: 127, stderr: /commands run in the project's folder/ },
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
    { command: ['pip', 'install', 'x'], exitCode: 127, stderr: /^pip: command not found; the engine has Django/ },
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
      command: manage('test', 'tests.test_library.ModelTests.test_breaks'),
      exitCode: 1,
      stderr:
        /test_library\.py", line \d+, in test_breaks\n[\s\S]* {2}… \d+ frames of Django …\nlibrary\.models\.Book\.DoesNotExist/,
    },
    {
      command: manage('shell', '-v0', '-c', 'from library.models import find; find()'),
      files: {
        'library/models.py': `${libraryProject()['library/models.py']}\n\ndef find():\n    return Book.objects.get(nope=1)\n`,
      },
      exitCode: 1,
      stderr:
        /^Traceback[^\n]*\n {2}File "\/project\/manage\.py", line[\s\S]*\n {2}… \d+ frames of Django …\n[\s\S]*File "\/project\/library\/models\.py", line \d+, in find\n {4}return Book\.objects\.get\(nope=1\)\n[\s\S]* {2}… \d+ frames of Django …\ndjango\.core\.exceptions\.FieldError: /,
    },
    {
      command: ['TWINSTACK_TRACEBACK=full', ...manage('shell', '-v0', '-c', 'import json; json.loads("{")')],
      exitCode: 1,
      stderr: /site-packages\/django\/core\/management\/__init__\.py", line(?![\s\S]*frames of)/,
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
      command: ['TWINSTACK_TRACEBACK=full', 'python', 'main.py'],
      files: { 'main.py': 'import plistlib\nplistlib.loads(b"")' },
      exitCode: 1,
      stderr: /plistlib\.py", line \d+, in load\n {4}raise InvalidFileException\(/,
    },
    {
      command: ['python', 'main.py'],
      files: { 'main.py': 'import threading\nthreading.Thread(target=print).start()' },
      exitCode: 1,
      stderr: /^Traceback(?![\s\S]*twinstack_engine)[\s\S]*Threads cannot start here/,
    },
  ];
  test.each(cases)('$command', async ({ command, files, stdin, exitCode, stdout, stderr }) => {
    const run = await recordRun(
      runtime,
      { ...libraryProject(), ...files },
      command,
      stdin === undefined ? {} : { stdin },
    );
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
  expect(await readText(index)).toContain('No books');
  expect((await get('/nowhere')).status).toBe(404);
  expect(await readText(await get('/async/'))).toBe('{"books": 0}');
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
