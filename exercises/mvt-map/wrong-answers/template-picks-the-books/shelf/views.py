"""The view: takes a request, asks the model, hands the answer to a template."""

from django.shortcuts import render

from shelf.models import Book


def unread(request):
    books = Book.objects.all()
    return render(request, "shelf/unread.html", {"books": books})
