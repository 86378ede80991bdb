"""The model: what a book is, whoever asks."""

from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=100, blank=True)
    read = models.BooleanField(default=False)

    def label(self):
        """The book as a reader names it."""
        return self.title
