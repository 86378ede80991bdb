from django.http import HttpResponse
from django.utils.html import escape

from shelf.models import Book


def unread(request):
    items = ""
    for book in Book.objects.filter(read=False).order_by("title"):
        items += f"<li>{escape(book.label())}</li>\n"
    return HttpResponse(f"<h1>Still to read</h1>\n<ul>\n{items}</ul>\n")
