"""Fifty books, and somebody who may log in."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def fill(apps, schema_editor):
    author = apps.get_model("shelf", "Author").objects.create(name="Jane Austen")
    book = apps.get_model("shelf", "Book")
    book.objects.bulk_create(
        book(title=f"Book {number:02}", author=author, is_read=number % 2 == 0) for number in range(1, 51)
    )
    apps.get_model("auth", "User").objects.create(
        username="ada", password=make_password("lovelace"), is_staff=True, is_superuser=True
    )


class Migration(migrations.Migration):
    dependencies = [("shelf", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(fill)]
