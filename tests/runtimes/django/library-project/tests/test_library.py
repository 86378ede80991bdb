"""Tests that pass, fail, break and are skipped in many ways: engine and native Python must agree on each."""

import asyncio
import unittest
from unittest import mock

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from library import views
from library.models import Author, Book


class ModelTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Ursula")
        cls.book = Book.objects.create(title="The Dispossessed", author=cls.author, pages=387)

    def test_title(self):
        """A book is named by its title."""
        self.assertEqual(str(self.book), "The Dispossessed")

    def test_reverse_relation(self):
        self.assertEqual(list(self.author.books.all()), [self.book])

    def test_rolled_back(self):
        Book.objects.all().delete()
        self.assertFalse(Book.objects.exists())

    def test_integrity(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Book.objects.create(title="Nobody's", author=None)

    def test_query_count(self):
        with self.assertNumQueries(1):
            list(Book.objects.select_related("author"))

    def test_sql(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM library_book")
            self.assertEqual(cursor.fetchone(), (1,))

    def test_wrong_list(self):
        self.assertEqual(list(Book.objects.values_list("title", flat=True)), ["The Lathe of Heaven"])

    def test_breaks(self):
        Book.objects.get(title="nowhere")

    def test_subtests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

    @unittest.skip("for later")
    def test_skipped(self):
        self.fail()

    @unittest.expectedFailure
    def test_expected_failure(self):
        self.fail()

    @unittest.expectedFailure
    def test_unexpected_success(self):
        self.assertTrue(True)


class ViewTests(TestCase):
    def test_index(self):
        response = self.client.get("/")
        self.assertContains(response, "No books", status_code=200)
        self.assertTemplateUsed(response, "library/index.html")

    def test_missing_page(self):
        self.assertEqual(Client().get("/nowhere").status_code, 404)

    def test_redirect(self):
        self.assertRedirects(self.client.get("/old/"), "/")

    def test_wrong_redirect(self):
        self.assertRedirects(self.client.get("/old/"), "/elsewhere")

    def test_wrong_content(self):
        self.assertContains(self.client.get("/"), "Le Guin")

    def test_request_factory(self):
        self.assertEqual(views.index(RequestFactory().get("/")).status_code, 200)

    def test_async_view_from_sync(self):
        self.assertEqual(self.client.get("/async/").json(), {"books": 0})

    async def test_async_view(self):
        response = await self.async_client.get("/async/")
        self.assertEqual(response.json(), {"books": 0})

    async def test_async_orm(self):
        author = await Author.objects.acreate(name="Octavia")
        self.assertEqual([a.name async for a in Author.objects.all()], [author.name])

    async def test_gather(self):
        times = await asyncio.gather(asyncio.sleep(0.01, "a"), asyncio.sleep(0.001, "b"))
        self.assertEqual(times, ["a", "b"])

    def test_admin(self):
        self.client.force_login(User.objects.create_superuser("admin", password="secret"))
        self.assertEqual(self.client.get("/admin/").status_code, 200)


class ProjectTests(TransactionTestCase):
    """What tests of an exercise look at besides values: migrations, the tables they make, templates, SQL."""

    def test_no_migration_is_missing(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_migrations_go_back_and_forth(self):
        call_command("migrate", "library", "zero", verbosity=0)
        self.assertNotIn("library_book", connection.introspection.table_names())
        call_command("migrate", "library", verbosity=0)
        self.assertIn("library_book", connection.introspection.table_names())

    def test_a_migration_is_read(self):
        migration = MigrationLoader(None).get_migration("library", "0001_initial")
        self.assertEqual([type(step).__name__ for step in migration.operations], ["CreateModel", "CreateModel"])

    def test_columns(self):
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, "library_book")
        self.assertEqual([column.name for column in columns], ["id", "title", "pages"])

    def test_template_and_its_context(self):
        Book.objects.create(title="Kindred", author=Author.objects.create(name="Octavia"))
        response = self.client.get("/")
        self.assertTemplateUsed(response, "library/index.html")
        self.assertEqual([book.title for book in response.context["books"]], ["Kindred"])

    def test_sql_of_a_view(self):
        with CaptureQueriesContext(connection) as queries:
            self.client.get("/")
        self.assertEqual(len(queries), 1)
        self.assertIn('FROM "library_book"', queries[0]["sql"])

    def test_too_many_queries(self):
        Author.objects.bulk_create([Author(name="Ursula"), Author(name="Octavia")])
        with self.assertNumQueries(1):
            [list(author.books.all()) for author in Author.objects.all()]


class TransactionTests(TransactionTestCase):
    def test_commits(self):
        Author.objects.create(name="Ursula")
        self.assertEqual(Author.objects.count(), 1)

    def test_is_empty_again(self):
        self.assertEqual(Author.objects.count(), 0)


class PartsTests(SimpleTestCase):
    def test_passwords(self):
        self.assertTrue(check_password("secret", make_password("secret")))

    def test_mail(self):
        mail.send_mail("Hello", "body", "from@example.com", ["to@example.com"])
        self.assertEqual(len(mail.outbox), 1)

    @override_settings(ROOT_URLCONF="library.nowhere")
    def test_broken_urls(self):
        self.client.get("/")

    def test_mocks_the_clock(self):
        with mock.patch("time.perf_counter", side_effect=RuntimeError):
            self.assertTrue(True)

    def test_command(self):
        call_command("check", verbosity=0, stdout=mock.Mock())

    def test_database_is_refused(self):
        Book.objects.count()


class BrokenSetUp(TestCase):
    @classmethod
    def setUpTestData(cls):
        raise LookupError("no data")

    def test_never_runs(self):
        self.assertTrue(True)
