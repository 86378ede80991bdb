import re

from django.test import TestCase

from catalogue.models import Author, Book


def list_items(response):
    """What stands in the list items of a page, with single spaces."""
    items = re.findall(r"<li>(.*?)</li>", response.content.decode(), re.DOTALL)
    return [" ".join(item.split()) for item in items]


def fill(book_count):
    """One author for each book, and two readers who reviewed it."""
    for number in range(book_count):
        author = Author.objects.create(name=f"Author {number:02}")
        book = Book.objects.create(title=f"Book {number:02}", author=author)
        book.reviews.create(reader="Ada", stars=5)
        book.reviews.create(reader="Bob", stars=3)


class TheListOfBooks(TestCase):
    def test_shows_author_and_reviews_of_each_book(self):
        fill(2)
        expected = [
            "Book 00 by Author 00 (Ada: 5) (Bob: 3)",
            "Book 01 by Author 01 (Ada: 5) (Bob: 3)",
        ]
        self.assertEqual(list_items(self.client.get("/")), expected)

    def test_shows_a_book_without_reviews(self):
        Book.objects.create(title="Emma", author=Author.objects.create(name="Jane Austen"))
        self.assertEqual(list_items(self.client.get("/")), ["Emma by Jane Austen"])

    def test_asks_twice_for_3_books(self):
        fill(3)
        with self.assertNumQueries(2):
            self.client.get("/")

    def test_asks_twice_for_20_books(self):
        fill(20)
        with self.assertNumQueries(2):
            self.client.get("/")


class TheListOfAuthors(TestCase):
    def test_shows_the_number_of_books_of_each_author(self):
        fill(2)
        Book.objects.create(title="Another", author=Author.objects.get(name="Author 01"))
        Author.objects.create(name="Nobody")
        self.assertEqual(list_items(self.client.get("/authors/")), ["Author 00: 1", "Author 01: 2", "Nobody: 0"])

    def test_asks_once_for_20_authors(self):
        fill(20)
        with self.assertNumQueries(1):
            self.client.get("/authors/")
