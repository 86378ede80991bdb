import functools

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.test import Client
from django.views import View

from .models import Author, Book


def counted(view):
    @functools.wraps(view)
    def wrapper(request, **kwargs):
        return view(request, **kwargs)

    return wrapper


@counted
def book_list(request):
    return render(request, "library/list.html", {"books": Book.objects.order_by("title")})


def joined_list(request):
    return render(request, "library/list.html", {"books": Book.objects.select_related("author").order_by("title")})


async def count_later(request):
    return JsonResponse({"books": await Book.objects.acount()})


def fail(request):
    Book.objects.count()
    raise ValueError("no shelf\nis left")


def stream(request):
    def titles():
        for book in Book.objects.all():
            yield f"{book.title}\n"

    return StreamingHttpResponse(titles())


def save(request):
    with transaction.atomic():
        author = Author.objects.create(name="Zoë")
        with transaction.atomic():
            author.books.create(title="New")
    return HttpResponse(status=201)


def ask_client(request):
    inner = Client().get("/books/joined/")
    return HttpResponse(f"{Author.objects.count()} {inner.status_code}")


def deferred(request):
    return TemplateResponse(request, "library/list.html", {"books": Book.objects.none()})


class BookDetail(View):
    def get(self, request, number):
        try:
            book = Book.objects.get(pk=number)
        except Book.DoesNotExist:
            raise Http404("No such book") from None
        return HttpResponse(book.title)
