from datetime import date

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import TestCase

FIELDS = {
    "Author": ["name"],
    "Book": ["title", "author", "year", "isbn"],
    "Loan": ["book", "borrower", "lent_on", "returned_on"],
}


class LibraryTestCase(TestCase):
    """Says first what is missing, so that no test stumbles over it."""

    maxDiff = None
    needs = ["Author", "Book"]

    def setUp(self):
        for name in self.needs:
            present = {field.name for field in apps.get_model("library", name)._meta.fields}
            found = [field for field in FIELDS[name] if field in present]
            self.assertEqual(found, FIELDS[name], f"{name} does not have all its fields yet.")

    def make_book(self, title="Emma", year=1815, **fields):
        Author, Book = apps.get_model("library", "Author"), apps.get_model("library", "Book")
        if "author" not in fields:
            fields["author"] = Author.objects.create(name="Jane Austen")
        if "isbn" not in fields:
            fields["isbn"] = f"{Book.objects.count():013}"
        return Book.objects.create(title=title, year=year, **fields)

    def lend(self, book, returned_on=None):
        Loan = apps.get_model("library", "Loan")
        return Loan.objects.create(book=book, borrower="Ada", lent_on=date(2026, 3, 1), returned_on=returned_on)

    def require_related(self, instance, name):
        """The related manager `instance.name`, or a failure that says that it is not there."""
        self.assertTrue(hasattr(instance, name), f"{type(instance).__name__} has no {name}: which related_name makes it?")
        return getattr(instance, name)


class ABook(LibraryTestCase):
    def test_belongs_to_an_author(self):
        Author = apps.get_model("library", "Author")
        austen = Author.objects.create(name="Jane Austen")
        book = self.make_book(author=austen)
        self.assertEqual(list(self.require_related(austen, "books").all()), [book])

    def test_keeps_its_author_from_being_deleted(self):
        book = self.make_book()
        try:
            book.author.delete()
        except models.ProtectedError:
            pass
        else:
            self.fail("An author with a book was deleted. What must on_delete be?")

    def test_may_have_no_year(self):
        try:
            with transaction.atomic():
                book = self.make_book(year=None)
        except IntegrityError as error:
            self.fail(f"A book without a year was refused: {error}.")
        self.assertIsNone(book.year)

    def test_shares_its_isbn_with_no_other_book(self):
        self.make_book("Emma", isbn="9780141439587")
        try:
            with transaction.atomic():
                self.make_book("Persuasion", isbn="9780141439587")
        except IntegrityError:
            pass
        else:
            self.fail("Two books with the same isbn were saved.")

    def test_comes_in_the_order_of_titles(self):
        Book = apps.get_model("library", "Book")
        for title in ["Persuasion", "Emma", "Lady Susan"]:
            self.make_book(title)
        self.assertEqual([book.title for book in Book.objects.all()], ["Emma", "Lady Susan", "Persuasion"])

    def test_shown_as_text_names_title_and_author(self):
        self.assertEqual(str(self.make_book()), "Emma by Jane Austen")


class ALoan(LibraryTestCase):
    needs = ["Author", "Book", "Loan"]

    def test_is_found_from_its_book(self):
        book = self.make_book()
        loan = self.lend(book)
        self.assertEqual(list(self.require_related(book, "loans").all()), [loan])

    def test_is_open_until_the_book_comes_back(self):
        loan = self.lend(self.make_book())
        loan.refresh_from_db()
        self.assertEqual((loan.lent_on, loan.returned_on), (date(2026, 3, 1), None))

    def test_goes_with_its_book(self):
        Loan = apps.get_model("library", "Loan")
        book = self.make_book()
        self.lend(book)
        try:
            book.delete()
        except models.ProtectedError:
            self.fail("A book could not be deleted because of its loans. What must on_delete be?")
        self.assertEqual(Loan.objects.count(), 0)


class Availability(LibraryTestCase):
    needs = ["Author", "Book", "Loan"]

    def setUp(self):
        super().setUp()
        Book = apps.get_model("library", "Book")
        self.assertTrue(hasattr(Book, "is_available"), "Book has no method is_available() yet.")

    def test_a_book_never_lent_is_available(self):
        self.assertIs(self.make_book().is_available(), True)

    def test_a_book_that_is_out_is_not_available(self):
        book = self.make_book()
        self.lend(book)
        self.assertIs(book.is_available(), False)

    def test_a_book_that_came_back_is_available(self):
        book = self.make_book()
        self.lend(book, returned_on=date(2026, 3, 8))
        self.assertIs(book.is_available(), True)

    def test_another_book_being_out_does_not_matter(self):
        self.lend(self.make_book("Emma"))
        self.assertIs(self.make_book("Persuasion").is_available(), True)
