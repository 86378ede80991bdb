"""The view: takes a request, asks the model, hands the answer to a template."""

from django.shortcuts import render

from shelf.models import Book


def unread(request):
    books = Book.objects.filter(read=False).order_by("title")
    return render(request, "shelf/unread.html", {"books": books})
