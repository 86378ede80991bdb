"""What the library knows: authors, books and loans."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    isbn = models.CharField(max_length=13, unique=True)

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return f"{self.title} by {self.author}"

    def is_available(self):
        """Whether nobody has the book now."""
        return not self.loans.filter(returned_on=None).exists()


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="loans")
    borrower = models.CharField(max_length=100)
    lent_on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)
