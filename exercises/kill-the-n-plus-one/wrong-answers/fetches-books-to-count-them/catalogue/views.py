from django.shortcuts import render

from catalogue.models import Author, Book


def books(request):
    """All books, with their authors and reviews."""
    books = Book.objects.select_related("author").prefetch_related("reviews")
    return render(request, "catalogue/books.html", {"books": books})


def authors(request):
    """All authors, with the number of their books."""
    authors = Author.objects.prefetch_related("books")
    return render(request, "catalogue/authors.html", {"authors": authors})
