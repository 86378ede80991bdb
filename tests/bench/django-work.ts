/** How long a learner waits for the Django engine once it is there: a check after an edit, a page of the preview. */
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { libraryProject, libraryWith } from '../runtimes/django/projects.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

/** ms, as the runtime measures them on the page. */
export interface DjangoWork {
  /** From Check to the end of five tests of a project with models and the admin, with a spare interpreter ready. */
  readonly check: Summary;
  /** The same where the settings turn migrations of the test database off. */
  readonly checkWithoutMigrations: Summary;
  readonly simpleView: Summary;
  /** The admin's list of 50 books. */
  readonly changelist: Summary;
}

const CHECKS = 9;
const REQUESTS = 25;
/** What a learner takes to look at a result, in ms; the spare starts meanwhile. */
const READING_TIME_MS = 1500;

const FIVE_TESTS = `from django.test import TestCase
from library.models import Author, Book


class BookTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Ursula")
        cls.book = Book.objects.create(title="The Dispossessed", author=cls.author, pages=387)

    def test_title(self):
        self.assertEqual(str(self.book), "The Dispossessed")

    def test_long(self):
        self.assertTrue(self.book.is_long())

    def test_index(self):
        self.assertContains(self.client.get("/"), "The Dispossessed")

    def test_redirect(self):
        self.assertRedirects(self.client.get("/old/"), "/")

    def test_related(self):
        self.assertEqual(list(self.author.books.all()), [self.book])
`;

const withoutMigrations = {
  'mysite/settings.py': `${libraryProject()['mysite/settings.py']}\nDATABASES["default"]["TEST"] = {"MIGRATE": False}\n`,
};

/** Whoever asks is an administrator: the list is measured, not the login. */
const server = {
  'library/admin.py': 'from django.contrib import admin\nfrom .models import Book\n\nadmin.site.register(Book)\n',
  'library/middleware.py': `from django.contrib.auth.models import User


class Administrator:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = User(pk=1, username="ada", is_staff=True, is_superuser=True, is_active=True)
        return self.get_response(request)
`,
  'library/migrations/0002_books.py': `from django.db import migrations


def fill(apps, schema_editor):
    author = apps.get_model("library", "Author").objects.create(name="Ursula")
    for number in range(50):
        apps.get_model("library", "Book").objects.create(title=f"Book {number}", author=author)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(fill)]
`,
  'mysite/settings.py': `${libraryProject()['mysite/settings.py']}\nMIDDLEWARE.append("library.middleware.Administrator")\n`,
  'mysite/urls.py': `${libraryProject()['mysite/urls.py']}
from django.http import HttpResponse

urlpatterns.append(path("simple/", lambda request: HttpResponse("simple")))
`,
};

export async function measureDjangoWork(runtime: Runtime): Promise<DjangoWork> {
  return {
    check: await timeChecks(runtime, {}),
    checkWithoutMigrations: await timeChecks(runtime, withoutMigrations),
    ...(await timeRequests(runtime)),
  };
}

async function timeChecks(runtime: Runtime, files: Record<string, string>): Promise<Summary> {
  const times: number[] = [];
  for (let check = 0; check < CHECKS; check += 1) {
    await runtime.start();
    await new Promise((resolve) => setTimeout(resolve, READING_TIME_MS));
    const outcomes: string[] = [];
    // An edit: no two checks are of the same files.
    const edit = { 'library/edit.py': `EDIT = ${check}\n` };
    const end = await runtime.check(libraryWith(FIVE_TESTS, { ...files, ...edit }), {
      onEvent: (event) => event.type === 'test-ended' && outcomes.push(event.outcome),
    });
    if (outcomes.join() !== 'passed,passed,passed,passed,passed') throw new Error(`Five tests gave: ${outcomes}.`);
    times.push(end.ms);
  }
  return summarizeRuns(times);
}

async function timeRequests(runtime: Runtime): Promise<Pick<DjangoWork, 'simpleView' | 'changelist'>> {
  const listening = Promise.withResolvers<void>();
  const running = runtime.run({ ...libraryProject(), ...server }, ['python', 'manage.py', 'runserver'], {
    onEvent: (event) => event.type === 'listening' && listening.resolve(),
  });
  await Promise.race([listening.promise, running]);
  const time = async (path: string): Promise<Summary> => {
    const times: number[] = [];
    for (let request = 0; request <= REQUESTS; request += 1) {
      const { status, ms } = await runtime.request({ method: 'GET', path, headers: [] });
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      // The first one imports and compiles templates.
      if (request > 0) times.push(ms);
    }
    return summarizeRuns(times);
  };
  const requests = { simpleView: await time('/simple/'), changelist: await time('/admin/library/book/') };
  await runtime.stop();
  await running;
  return requests;
}
