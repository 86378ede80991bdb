"""The model: authors, their books, and what readers say."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def book_count(self):
        """How many books there are of this author."""
        return self.books.count()


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="books"
    )

    class Meta:
        ordering = ["title"]


class Review(models.Model):
    book = models.ForeignKey(
        Book, on_delete=models.CASCADE, related_name="reviews"
    )
    reader = models.CharField(max_length=100)
    stars = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["reader"]
