import re

from django.template.loader import render_to_string
from django.test import SimpleTestCase, TestCase

from shelf.models import Book


def list_items(html):
    """What stands in the list items, without the space around it."""
    return [item.strip() for item in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)]


class TheModel(SimpleTestCase):
    def test_names_a_book_with_its_author(self):
        self.assertEqual(Book(title="Emma", author="Jane Austen").label(), "Emma (Jane Austen)")

    def test_names_a_book_without_author_by_its_title(self):
        self.assertEqual(Book(title="Beowulf").label(), "Beowulf")


class TheView(TestCase):
    @classmethod
    def setUpTestData(cls):
        Book.objects.create(title="Middlemarch", author="George Eliot")
        Book.objects.create(title="Emma", author="Jane Austen", read=True)
        Book.objects.create(title="Beowulf")

    def test_renders_the_template(self):
        response = self.client.get("/")
        self.assertTemplateUsed(response, "shelf/unread.html")

    def test_gives_the_unread_books_to_the_template_by_title(self):
        context = self.client.get("/").context or {}
        self.assertIn("books", context, "The view gives the template no context named books.")
        self.assertEqual([book.title for book in context["books"]], ["Beowulf", "Middlemarch"])

    def test_answers_with_the_page(self):
        response = self.client.get("/")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(list_items(response.content.decode()), ["Beowulf", "Middlemarch (George Eliot)"])


class TheTemplate(SimpleTestCase):
    maxDiff = None

    def render(self, *books):
        """Renders the template alone: no view, no database."""
        return render_to_string("shelf/unread.html", {"books": list(books)})

    def test_has_the_heading(self):
        self.assertInHTML("<h1>Still to read</h1>", self.render())

    def test_lists_the_label_of_each_book(self):
        html = self.render(Book(title="Emma", author="Jane Austen"), Book(title="Beowulf"))
        self.assertEqual(list_items(html), ["Emma (Jane Austen)", "Beowulf"])

    def test_says_so_when_no_book_is_left(self):
        self.assertEqual(list_items(self.render()), ["Nothing left to read."])

    def test_shows_markup_in_a_title_as_text(self):
        html = self.render(Book(title="Learn the <b> tag", author="Tim & Co"))
        self.assertEqual(list_items(html), ["Learn the &lt;b&gt; tag (Tim &amp; Co)"])
