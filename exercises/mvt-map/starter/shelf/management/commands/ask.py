from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.test import Client

from shelf.models import Book


class Command(BaseCommand):
    help = "Puts three books on the shelf, asks for the page, prints it and takes the books away again."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            Book.objects.create(title="Emma", author="Jane Austen", read=True)
            Book.objects.create(title="Beowulf")
            Book.objects.create(title="Learn the <b> tag", author="Tim & Co")
            response = Client(SERVER_NAME="localhost").get("/")
            self.stdout.write(response.content.decode())
            transaction.set_rollback(True)
