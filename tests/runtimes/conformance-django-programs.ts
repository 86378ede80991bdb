/** The conformance programs as Python programs and Django projects. */
import type { Project } from '../../src/runtimes/runtime.ts';
import { ALL_BYTES, type ConformancePrograms, type Program, UNICODE_LINE } from './conformance.ts';

function program(source: string): Program {
  return { project: { 'main.py': source }, command: ['python', 'main.py'] };
}

/** The smallest project that `manage.py` works with, and the learner's files over it. */
function project(files: Project): Project {
  return {
    'manage.py': `import os, sys
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
`,
    'config/__init__.py': '',
    'config/settings.py': `SECRET_KEY = "x"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = []
ROOT_URLCONF = "config.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
`,
    'config/urls.py': 'urlpatterns = []\n',
    'tests/__init__.py': '',
    ...files,
  };
}

/** A test case around these lines, each of which has four spaces before it. */
function testCase(methods: string): string {
  return `import main
from unittest import skip
from django.test import SimpleTestCase


class MainTests(SimpleTestCase):
${methods}`;
}

const LOOK = `
import builtins, os, json, django
dirty = any(hasattr(place, "leaked") for place in (builtins, json, django)) or os.path.exists("leaked.txt")
`;
const LEAVE = `
import builtins, json, django
builtins.leaked = json.leaked = django.leaked = True
open("leaked.txt", "w").close()
`;

const indent = (source: string) => source.replaceAll('\n', '\n        ');

export const DJANGO_PROGRAMS: ConformancePrograms = {
  interleaved: program(`
import sys
print("one")
print("two", file=sys.stderr)
print("three")
`),
  exitsWith3: program(`import sys\nprint("bye")\nsys.exit(3)`),
  throws: program(`# The next line is line 2.\nraise ValueError("kaboom")`),
  syntaxError: program(`def = 3`),
  shouts: program(`import sys\nprint(sys.stdin.read().upper())`),
  loops: program(`print("started", flush=True)\nwhile True:\n    pass`),
  unicode: program(`
import sys
for _ in range(20000):
    sys.stdout.write("${UNICODE_LINE}")
sys.stdout.write("\\n")
`),
  floods: program(`
import sys
for _ in range(100000):
    sys.stdout.write("x" * 99 + "\\n")
print("done", file=sys.stderr)
`),
  readsBytes: {
    project: {
      'main.py': `content = open("bytes.bin", "rb").read()\nprint(len(content), sum(content))`,
      'bytes.bin': ALL_BYTES,
    },
    command: ['python', 'main.py'],
  },
  recurses: program(`def again():\n    return again() + 1\n\nagain()`),
  allocates: program(`
chunks = [bytearray(b"x") * (64 * 1024 * 1024) for _ in range(16)]
print("done")
`),
  leaves: program(`${LEAVE}${LOOK}print("dirty" if dirty else "clean")`),
  looks: program(`${LOOK}print("dirty" if dirty else "clean")`),
  serves: {
    project: project({
      'config/urls.py': `from django.http import HttpResponse
from django.urls import path


def echo(request):
    seen = f"{request.method} {request.get_full_path()}"
    return HttpResponse(request.body, status=201, headers={"X-Seen": seen})


urlpatterns = [path("echo", echo)]
`,
    }),
    command: ['python', 'manage.py', 'runserver'],
  },
  streams: {
    project: project({
      'config/urls.py': `import time
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path


def write_ticks():
    try:
        while True:
            yield "tick"
            time.sleep(0.02)
    finally:
        print("gone", flush=True)


urlpatterns = [
    path("", lambda request: HttpResponse("here")),
    path("ticks", lambda request: StreamingHttpResponse(write_ticks())),
]
`,
    }),
    command: ['python', 'manage.py', 'runserver'],
  },
  writes: {
    project: {
      'changed.bin': 'old',
      'gone.txt': 'x',
      'same.txt': 'x',
      'main.py': `
import os
print(open("changed.bin").read())
with open("changed.bin", "wb") as file:
    file.write(bytes([0, 255, 10]))
os.unlink("gone.txt")
os.mkdir("made")
with open("made/new.txt", "w") as file:
    file.write("n")
open("other.txt", "w").close()
`,
    },
    command: ['python', 'main.py'],
  },
  counts: {
    project: project({
      'config/urls.py': `from itertools import count

from django.http import HttpResponse
from django.urls import path

counter = count(1)


def index(request):
    with open("count.txt", "w") as file:
        file.write(str(next(counter)))
    return HttpResponse()


urlpatterns = [path("", index)]
`,
    }),
    command: ['python', 'manage.py', 'runserver'],
  },
  mistake: { path: 'main.py', text: 'fine = 1\nif True\n' },

  graded: {
    learnerFile: 'main.py',
    project: project({
      'main.py': `add = lambda a, b: a + b
numbers = lambda: [1, 2, 4]

def breaks():
    # The next line is line 6.
    raise ValueError("not today")
`,
      'tests/test_main.py': testCase(`    def test_adds(self):
        print("printed by adds")
        self.assertEqual(main.add(1, 2), 3)

    def test_compares(self):
        self.assertEqual(main.numbers(), [1, 2, 3])

    def test_breaks(self):
        main.breaks()
`),
    }),
  },
  skips: project({
    'main.py': '',
    'tests/test_main.py': testCase(`    def test_runs(self):
        self.assertTrue(main)

    @skip("waits for better times")
    def test_waits(self):
        self.fail()
`),
  }),
  noTests: project({ 'main.py': '', 'tests/test_main.py': testCase('    pass\n') }),
  brokenFile: {
    learnerFile: 'main.py',
    project: project({
      'main.py': `fine = 1\n\ndef = 3\n`,
      'tests/test_main.py': testCase(`    def test_runs(self):\n        pass\n`),
    }),
  },
  throwsOnImport: project({
    'main.py': '',
    'tests/test_main.py': testCase(`    pass\n\nraise ValueError("cannot load")\n`),
  }),
  exitsInTest: project({
    'main.py': `import sys\n\ndef end():\n    sys.exit(0)\n`,
    'tests/test_main.py': testCase(`    def test_ends(self):\n        main.end()\n`),
  }),
  loopsInTest: project({
    'main.py': `fine = lambda: 1\n\ndef loop():\n    while True:\n        pass\n`,
    'tests/test_main.py': testCase(`    def test_a_is_fine(self):
        self.assertEqual(main.fine(), 1)

    def test_b_loops(self):
        main.loop()
`),
  }),
  recursesInTest: project({
    'main.py': `def again():\n    return again() + 1\n`,
    'tests/test_main.py': testCase(`    def test_recurses(self):\n        main.again()\n`),
  }),
  floodsInTest: project({
    'main.py': '',
    'tests/test_main.py': testCase(`    def test_floods(self):
        for _ in range(100000):
            print("x" * 99)
`),
  }),
  leavesInTest: project({
    'main.py': '',
    'tests/test_main.py': testCase(`    def test_the_world_is_fresh(self):
        ${indent(LOOK.trim())}
        self.assertFalse(dirty)
        ${indent(LEAVE.trim())}
`),
  }),
};
