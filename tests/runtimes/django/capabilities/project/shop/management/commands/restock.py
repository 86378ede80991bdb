from django.core.management.base import BaseCommand, CommandError

from shop.models import Book


class Command(BaseCommand):
    help = "Makes every book new again."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, dry_run, **options):
        if not Book.objects.exists():
            raise CommandError("There are no books.")
        books = Book.objects.exclude(shelf="n")
        count = books.count() if dry_run else books.update(shelf="n")
        self.stdout.write(self.style.SUCCESS(f"{count} restocked"))
