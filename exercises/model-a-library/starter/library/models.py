"""What the library knows: authors, books and loans."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)


class Loan(models.Model):
    borrower = models.CharField(max_length=100)
