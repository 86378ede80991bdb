from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Author, Book

BOOKS = {
    "Jane Austen": ["Emma", "Persuasion", "Sanditon"],
    "George Eliot": ["Middlemarch", "Romola", "Silas Marner"],
    "Herman Melville": ["Moby-Dick", "Omoo", "Typee"],
    "Virginia Woolf": ["Flush", "Orlando", "The Waves"],
}


class Command(BaseCommand):
    help = "Fills the catalogue if it is empty, asks for both pages, counts queries."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        # The database is kept from one run to the next.
        if not Author.objects.exists():
            self.fill()
        client = Client(SERVER_NAME="localhost")
        for path in ["/", "/authors/"]:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
            self.stdout.write(f"GET {path} -> {response.status_code}, {len(queries)} queries")

    def fill(self):
        for name, titles in BOOKS.items():
            author = Author.objects.create(name=name)
            for title in titles:
                book = Book.objects.create(title=title, author=author)
                book.reviews.create(reader="Ada", stars=len(title) % 5 + 1)
