/** Nothing of a run or a check reaches the next: probes for the places where a Python program can leave something. */
import { beforeAll, describe, expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { libraryWith } from './projects.ts';
import { recordCheck, recordRun } from './recording.ts';

const { runtime } = shareEngine('django');
beforeAll(() => runtime.start());

/** A place, how a program leaves something there, and an expression that is true while it is there. */
type Probe = readonly [place: string, leave: string, look: string];

const PYTHON: readonly Probe[] = [
  ['a built-in', 'import builtins; builtins.LEAK = 1', '"LEAK" in dir(__builtins__)'],
  ['a built-in function', 'import builtins; builtins.ascii = len', '__import__("builtins").ascii is len'],
  ['the environment', 'import os; os.environ["LEAK"] = "1"', '"LEAK" in __import__("os").environ'],
  ['the current folder', 'import os; os.chdir("/tmp")', '__import__("os").getcwd() == "/tmp"'],
  ['the import path', 'import sys; sys.path.append("/leak")', '"/leak" in __import__("sys").path'],
  ['the loaded modules', 'import sys; sys.modules["leak"] = sys', '"leak" in __import__("sys").modules'],
  [
    'an import hook',
    'import sys; sys.meta_path.append(type("Leak", (), {"find_spec": staticmethod(lambda *names: None)}))',
    'any(getattr(finder, "__name__", "") == "Leak" for finder in __import__("sys").meta_path)',
  ],
  ['the recursion limit', 'import sys; sys.setrecursionlimit(5000)', '__import__("sys").getrecursionlimit() == 5000'],
  ['standard output', 'import sys; sys.stdout.leak = 1', 'hasattr(__import__("sys").stdout, "leak")'],
  ['a trace function', 'import sys; sys.setprofile(lambda *a: None)', '__import__("sys").getprofile() is not None'],
  [
    'a file of the project',
    'open("/project/leak.txt", "w").close()',
    '__import__("os").path.exists("/project/leak.txt")',
  ],
  ['a file elsewhere', 'open("/tmp/leak.txt", "w").close()', '__import__("os").path.exists("/tmp/leak.txt")'],
  ['an open file', 'import builtins; builtins.opened = open("/tmp/o", "w")', '"opened" in dir(__builtins__)'],
  [
    'the standard library',
    'import json; json.JSONEncoder.item_separator = "LEAK"',
    '__import__("json").JSONEncoder.item_separator == "LEAK"',
  ],
  // It shows itself, when Python ends.
  ['an exit function', 'import atexit; atexit.register(print, "an exit function")', 'False'],
  [
    'a warnings filter',
    'import warnings; warnings.filterwarnings("error", "leak")',
    'any("leak" in str(f[1]) for f in __import__("warnings").filters)',
  ],
  [
    'a log handler',
    'import logging; logging.getLogger("leak").addHandler(logging.NullHandler())',
    'bool(__import__("logging").getLogger("leak").handlers)',
  ],
  [
    'the decimal context',
    'import decimal; decimal.getcontext().prec = 3',
    '__import__("decimal").getcontext().prec == 3',
  ],
  [
    'the local time zone',
    'import os, time; os.environ["TZ"] = "Asia/Tokyo"; time.tzset()',
    '__import__("time").localtime(0).tm_hour == 9',
  ],
  [
    'a thread-local value',
    'import threading; threading.leak = threading.local()',
    'hasattr(__import__("threading"), "leak")',
  ],
  [
    'a context variable',
    'import decimal; decimal.leak = __import__("contextvars").ContextVar("leak", default=1)',
    'hasattr(__import__("decimal"), "leak")',
  ],
  ['the garbage collector', 'import gc; gc.disable()', 'not __import__("gc").isenabled()'],
  [
    'a codec',
    'import codecs; codecs.register(lambda name: codecs.lookup("utf-8") if name == "leak" else None)',
    'can(lambda: "".encode("leak"))',
  ],
  [
    'a SQLite adapter',
    'import sqlite3; sqlite3.register_adapter(complex, str)',
    'can(lambda: __import__("sqlite3").connect(":memory:").execute("select ?", [1j]))',
  ],
  [
    'the Redis stand-in',
    'import redis; redis.Redis().set("leak", 1)',
    '__import__("redis").Redis().exists("leak") == 1',
  ],
];

const DJANGO: readonly Probe[] = [
  [
    'a module of Django',
    'from django.http import HttpResponse; HttpResponse.status_code = 418',
    'django.http.HttpResponse.status_code == 418',
  ],
  [
    'a signal',
    'from django.db.models.signals import post_save; post_save.connect(lambda **details: None, weak=False)',
    'bool(django.db.models.signals.post_save.receivers)',
  ],
  [
    'a lookup',
    'from django.db.models import CharField, Transform; CharField.register_lookup(Transform, "leak")',
    '"leak" in django.db.models.CharField.get_lookups()',
  ],
  [
    'a template filter',
    'from django.template.defaultfilters import register; register.filter("leak", lambda value: value)',
    '"leak" in __import__("django.template.defaultfilters").template.defaultfilters.register.filters',
  ],
  [
    'a path converter',
    'from django.urls import register_converter, converters; register_converter(converters.IntConverter, "leak")',
    '"leak" in __import__("django.urls.converters").urls.converters.get_converters()',
  ],
  [
    'a serializer',
    'from django.core import serializers; serializers.register_serializer("leak", "json")',
    '"leak" in __import__("django.core.serializers").core.serializers._serializers',
  ],
  [
    'a system check',
    'from django.core.checks import register; register(lambda **details: [], "leak")',
    '"leak" in __import__("django.core.checks").core.checks.registry.registry.tags_available()',
  ],
  [
    'a model',
    'from django.contrib.auth.models import User; User._meta.ordering = ["leak"]',
    '__import__("django.contrib.auth.models").contrib.auth.models.User._meta.ordering == ["leak"]',
  ],
  [
    'a method of a model',
    'from django.contrib.auth.models import User; User.add_to_class("leak", 1)',
    'hasattr(__import__("django.contrib.auth.models").contrib.auth.models.User, "leak")',
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
    'the current time zone',
    'from django.utils import timezone; timezone.activate("Asia/Tokyo")',
    'django.utils.timezone.get_current_timezone_name() == "Asia/Tokyo"',
  ],
  [
    'the cache',
    'from django.core.cache import cache; cache.set("leak", 1)',
    '__import__("django.core.cache").core.cache.cache.get("leak") == 1',
  ],
  ['a setting', 'from django.conf import settings; settings.LEAK = 1', 'hasattr(django.conf.settings, "LEAK")'],
  [
    'the URL prefix',
    'from django.urls import set_script_prefix; set_script_prefix("/leak/")',
    '__import__("django.urls").urls.get_script_prefix() == "/leak/"',
  ],
  [
    'the database',
    'from django.core.management import call_command; call_command("migrate", verbosity=0)',
    '"library_book" in django.db.connection.introspection.table_names()',
  ],
  [
    'a session',
    'from django.contrib.sessions.backends.db import SessionStore; s = SessionStore(session_key="leak"); s.save(must_create=True)',
    'can(lambda: __import__("django.contrib.sessions.models").contrib.sessions.models.Session.objects.get().pk)',
  ],
  [
    'the mail outbox',
    'from django.core import mail; mail.outbox = ["leak"]',
    'bool(getattr(__import__("django.core.mail").core.mail, "outbox", None))',
  ],
];

const PROBES = [...PYTHON, ...DJANGO];

const SET_UP = `import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
django.setup()
import django.http, django.db.models.signals, django.utils.timezone

def can(work):
    try:
        work()
    except Exception:
        return False
    return True

`;
/** What is found is printed at the end of the program, whatever the program did to standard output. */
const LOOK = `found = []\n${PROBES.map(([place, , look]) => `if ${look}: found.append(${JSON.stringify(place)})`).join('\n')}\nprint("\\n".join(found))\n`;
const LEAVE = `${PROBES.map(([, leave]) => leave).join('\n')}\n`;

const lookAround = async () =>
  (await recordRun(runtime, libraryWith('', { 'main.py': SET_UP + LOOK }), ['python', 'main.py'])).stdout.trim();

describe(`of ${PROBES.length} places`, () => {
  test('each shows what was left in the same run', async () => {
    const main = { 'main.py': SET_UP + LEAVE + LOOK };
    const { stdout, stderr } = await recordRun(runtime, libraryWith('', main), ['python', 'main.py']);
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n').sort()).toEqual(PROBES.map(([place]) => place).sort());
  });

  test('none shows what a run before left', async () => {
    expect(await lookAround()).toBe('');
  });

  test('none shows what a check before left', async () => {
    const tests = `from django.test import TransactionTestCase\n\n\nclass LeavingTests(TransactionTestCase):\n    def test_leaves(self):\n${LEAVE.replaceAll(/^(?=.)/gm, '        ')}`;
    const { outcomes, failure } = await recordCheck(runtime, libraryWith(tests));
    expect(Object.values(outcomes), failure()?.stack).toEqual(['passed']);
    expect(await lookAround()).toBe('');
  });
});

test('two runs draw different random numbers', async () => {
  const draw = () => recordRun(runtime, { 'main.py': 'import random\nprint(random.random())' }, ['python', 'main.py']);
  expect((await draw()).stdout).not.toBe((await draw()).stdout);
});
