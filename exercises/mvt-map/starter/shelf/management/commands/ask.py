from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test import Client

from shelf.models import Book


class Command(BaseCommand):
    help = "Puts three books on the shelf if it is empty, asks for the page and prints it."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        # The database is kept from one run to the next.
        if not Book.objects.exists():
            Book.objects.create(title="Emma", author="Jane Austen", read=True)
            Book.objects.create(title="Beowulf")
            Book.objects.create(title="Learn the <b> tag", author="Tim & Co")
        response = Client(SERVER_NAME="localhost").get("/")
        self.stdout.write(response.content.decode())
