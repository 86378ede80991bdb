import asyncio

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import generic
from django.views.decorators.cache import cache_page
from django.views.decorators.http import condition, require_POST

from .forms import BookForm, UploadForm
from .models import Book

calls = {"cached": 0}


class BookList(generic.ListView):
    model = Book
    paginate_by = 2


class BookDetail(generic.DetailView):
    model = Book


class BookCreate(generic.CreateView):
    model = Book
    form_class = BookForm


class BookDelete(generic.DeleteView):
    model = Book
    success_url = "/"


def by_slug(request, slug, year):
    return HttpResponse(f"{slug} of {year}, {request.GET.get('q', 'no query')}")


@require_POST
def buy(request, pk):
    book = get_object_or_404(Book, pk=pk)
    basket = request.session.setdefault("basket", [])
    basket.append(book.title)
    request.session.modified = True
    messages.success(request, f"{book.title} is yours.")
    return redirect("basket")


def basket(request):
    return render(request, "shop/basket.html", {"basket": request.session.get("basket", [])})


def upload(request):
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors.get_json_data(), status=400)
    cover = form.cleaned_data["cover"]
    return JsonResponse({"name": cover.name, "size": cover.size, "type": cover.content_type})


@login_required
def secret(request):
    return HttpResponse(f"Hello, {request.user.get_username()}.")


@permission_required("shop.discount_book", raise_exception=True)
def discount(request):
    return HttpResponse("Half the price.")


@cache_page(60)
def cached(request):
    calls["cached"] += 1
    return HttpResponse(f"call {calls['cached']}")


@condition(etag_func=lambda request: '"fixed"')
def conditional(request):
    return HttpResponse("whole")


def stream(request):
    return StreamingHttpResponse(f"{number}\n" for number in range(3))


def download(request):
    return FileResponse(open(__file__, "rb"), as_attachment=True, filename="views.txt")


def broken(request):
    return HttpResponse(Book.objects.get(pk=-1))


async def together(request):
    async def wait(name, seconds):
        await asyncio.sleep(seconds)
        return name

    names = await asyncio.gather(wait("slow", 0.02), wait("quick", 0.01))
    count = await Book.objects.acount()
    return JsonResponse({"names": names, "books": count})


async def too_sync(request):
    return HttpResponse(Book.objects.count())


async def stream_later(request):
    async def numbers():
        for number in range(3):
            await asyncio.sleep(0)
            yield f"{number}\n"

    return StreamingHttpResponse(numbers())
