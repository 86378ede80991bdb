from django.db.models import Count
from django.shortcuts import render

from catalogue.models import Author, Book


def books(request):
    """All books, with their authors and reviews."""
    books = Book.objects.prefetch_related("author", "reviews")
    return render(request, "catalogue/books.html", {"books": books})


def authors(request):
    """All authors, with the number of their books."""
    authors = Author.objects.annotate(book_count=Count("books"))
    return render(request, "catalogue/authors.html", {"authors": authors})
