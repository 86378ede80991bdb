"""The view: takes a request, asks the model,
hands the answer to a template."""

from django.http import HttpResponse

from shelf.models import Book


def unread(request):
    html = "<h1>Still to read</h1>\n<ul>\n"
    books = Book.objects.filter(read=False).order_by("title")
    for book in books:
        if book.author:
            html += f"<li>{book.title} ({book.author})</li>\n"
        else:
            html += f"<li>{book.title}</li>\n"
    html += "</ul>\n"
    return HttpResponse(html)
