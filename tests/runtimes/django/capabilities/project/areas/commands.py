"""Commands and tests"""

from rows import row


def manage(*words, **options):
    import io

    from django.core.management import call_command

    out = io.StringIO()
    call_command(*words, stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


@row("`check`, `showmigrations`, `sqlmigrate`, `makemigrations --check`, `inspectdb`, `diffsettings`, `flush`")
def looking():
    print(manage("check"))
    print(manage("check", deploy=True).count("security.W"))
    print(manage("showmigrations", "shop"), manage("sqlmigrate", "shop", "0001"))
    print(manage("makemigrations", check=True, dry_run=True), "class ShopBook" in manage("inspectdb", "shop_book"))
    print("ROOT_URLCONF" in manage("diffsettings"), manage("flush", interactive=False))


@row("Your own commands: arguments, output, `CommandError`, `call_command`")
def own():
    from areas.database import load_books
    from django.core.management import CommandError

    try:
        manage("restock")
    except CommandError as error:
        print("CommandError:", error)
    load_books()
    print(manage("restock", dry_run=True), manage("restock"), manage("restock"))


@row("`startproject`, `startapp`")
def start():
    import os
    import tempfile

    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        call_command("startproject", "bookshop", folder)
        os.mkdir(f"{folder}/blog")
        call_command("startapp", "blog", f"{folder}/blog")
        print(sorted(os.path.relpath(os.path.join(top, name), folder) for top, _, names in os.walk(folder) for name in names))


@row("`shell -c`, `createsuperuser --noinput`, `clearsessions`, `sendtestemail`, `remove_stale_contenttypes`")
def doing():
    import os

    from django.contrib.auth.models import User
    from django.core import mail

    manage("shell", command="from shop.models import Book; print(Book.objects.count())", verbosity=0)
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = "from-the-environment"
    print(manage("createsuperuser", interactive=False, username="boss", email="boss@example.com"))
    print(User.objects.get(username="boss").check_password("from-the-environment"))
    mail.outbox = []
    manage("clearsessions"), manage("sendtestemail", "a@example.com")
    print(mail.outbox[0].to, manage("remove_stale_contenttypes", interactive=False))


TESTS = '''
from django.test import SimpleTestCase, TestCase, TransactionTestCase, override_settings, tag
from django.db import transaction
from shop.models import Tag
import unittest


class PassTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tag = Tag.objects.create(label="shared")

    def test_data(self):
        self.tag.label = "changed"
        self.assertEqual(Tag.objects.get().label, "shared")

    def test_isolated(self):
        self.assertEqual(self.tag.label, "shared")

    def test_commit_callbacks(self):
        with self.captureOnCommitCallbacks(execute=True) as callbacks:
            transaction.on_commit(lambda: None)
        self.assertEqual(len(callbacks), 1)

    async def test_async(self):
        self.assertEqual(await Tag.objects.acount(), 1)
        self.assertEqual((await self.async_client.get("/conditional/")).status_code, 200)


class MixedTests(SimpleTestCase):
    def test_fails(self):
        self.assertEqual(1, 2)

    def test_subtests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

    @unittest.skip("not today")
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    def test_no_database(self):
        Tag.objects.count()

    @override_settings(LANGUAGE_CODE="en-gb")
    def test_settings(self):
        from django.conf import settings
        self.assertEqual(settings.LANGUAGE_CODE, "en-gb")


class CommitTests(TransactionTestCase):
    def test_commits(self):
        with transaction.atomic():
            Tag.objects.create(label="a")
        self.assertEqual(Tag.objects.count(), 1)

    def test_is_flushed(self):
        self.assertEqual(Tag.objects.count(), 0)
'''


@row("Django's test runner: `TestCase`, `SimpleTestCase`, `TransactionTestCase`, `async` tests, subtests, skips, expected failures")
def tests():
    import os
    import sys
    import unittest

    from django.conf import settings
    from django.db import connections
    from django.test.runner import DiscoverRunner

    with open(os.path.join(settings.BASE_DIR, "made_tests.py"), "w") as file:
        file.write(TESTS)
    sys.path.insert(0, str(settings.BASE_DIR))

    class Quiet(DiscoverRunner):
        def run_suite(self, suite, **kwargs):
            self.result = unittest.TestResult()
            suite(self.result)
            return self.result

        def setup_test_environment(self, **kwargs):
            """The rows run in one already."""

        teardown_test_environment = setup_test_environment

    runner = Quiet(verbosity=0, interactive=False)
    failures = runner.run_tests(["made_tests"])
    result = runner.result
    print(failures, result.testsRun, sorted(str(test) for test, _ in result.failures), len(result.errors))
    print([reason for _, reason in result.skipped], len(result.expectedFailures), "Database queries to 'default' are not allowed" in str(result.failures))
    connections.close_all()
