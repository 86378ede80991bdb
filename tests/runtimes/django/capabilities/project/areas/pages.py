"""Views, templates and forms"""

from rows import row


def client(**options):
    from django.test import Client

    return Client(**options)


def show(response):
    print(response.status_code, response.headers.get("Location", ""), response.content.decode().strip() if not response.streaming else "")


@row("Views, URL patterns, `reverse`, redirects, 404, 405")
def views():
    from areas.database import load_books
    from django.urls import NoReverseMatch, reverse

    load_books()
    c = client()
    show(c.get("/wild-seed-1980/?q=now"))
    print(reverse("book", args=[3]), reverse("by-slug", kwargs={"slug": "a", "year": "1999"}))
    print([c.get(path).status_code for path in ("/books/1/", "/books/99/", "/nowhere/", "/books/1/buy/", "/books/1")])
    try:
        reverse("nothing")
    except NoReverseMatch as error:
        print(error)


@row("Class-based views: list, detail, create, delete, pagination")
def class_views():
    c = client()
    show(c.get("/"))
    show(c.get("/?page=2"))
    response = c.post("/books/new/", {"title": "Dawn", "author": 2, "price": "8"})
    print(response.status_code, response.url)
    show(c.post(response.url + "delete/"))
    print(c.get("/?page=9").status_code)


@row("Templates: inheritance, filters, your own tags, escaping, loops, errors")
def templates():
    from django.template import Context, Template, TemplateSyntaxError
    from shop.models import Book

    text = """{% load shop_tags humanize %}{% with total=books|length %}{{ total|add:2 }}{% endwith %}
    {% for book in books %}{% if forloop.first %}<{% endif %}{{ book.title|shout }}{% cycle "a" "b" %}{% price book %}{% endfor %}
    {{ evil }} {{ evil|safe }} {{ missing|default:"none" }} {{ 1234567|intcomma }} {{ when|date:"j F Y H:i" }}
    {% now "Y" as year %}{% if year|length == 4 %}year{% endif %} {{ words|truncatewords:2|title }} {{ 3.14159|floatformat:2 }}"""
    from datetime import datetime

    context = {"books": Book.objects.all(), "evil": "<script>", "when": datetime(2024, 2, 29, 13, 5), "words": "one two three"}
    print(Template(text).render(Context(context)))
    for wrong in ("{% fro x in y %}", "{% if %}{% endif %}", "{{ a|nofilter }}", "{% extends 'no.html' %}"):
        try:
            print(Template(wrong).render(Context()))
        except TemplateSyntaxError as error:
            print(error)
        except Exception as error:
            print(type(error).__name__, error)


@row("Forms and model forms: validation, errors, widgets, rendering")
def forms():
    from shop.forms import BookForm

    form = BookForm({"title": "lower", "author": "77", "price": "many"})
    print(form.is_valid(), form.errors.as_json(), form.as_p())
    form = BookForm({"title": "Fledgling", "author": 2, "price": "11.5"})
    print(form.is_valid(), form.cleaned_data, form.save().pk is not None)
    from django import forms

    class Sign(forms.Form):
        mail = forms.EmailField(help_text="Yours")
        when = forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
        size = forms.TypedChoiceField(choices=[(1, "S"), (2, "L")], coerce=int, widget=forms.RadioSelect)

    print(Sign().as_div(), Sign({"mail": "x", "when": "2024-01-01 10:00", "size": 2}).errors)


@row("Formsets and inline formsets")
def formsets():
    from shop.forms import BookFormSet
    from shop.models import Author

    author = Author.objects.get(pk=1)
    formset = BookFormSet(instance=author)
    print(formset.total_form_count(), formset.management_form.as_p())
    data = {"books-TOTAL_FORMS": 2, "books-INITIAL_FORMS": 0, "books-0-title": "Tehanu", "books-0-price": "8", "books-1-title": "X"}
    formset = BookFormSet(data, instance=author)
    print(formset.is_valid(), formset.errors, formset.non_form_errors())


@row("Sessions, messages, cookies: in the database, in cookies, in the cache")
def sessions():
    from django.test import override_settings

    for engine in ("db", "signed_cookies", "cache", "cached_db", "file"):
        with override_settings(SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}"):
            c = client()
            show(c.post("/books/1/buy/", follow=True))
            show(c.get("/basket/"))
            print(engine, sorted(c.cookies), c.cookies["sessionid"]["httponly"])


@row("CSRF protection: refused without the token, accepted with it")
def csrf():
    c = client(enforce_csrf_checks=True)
    data = {"title": "Paradises Lost", "author": 1, "price": "6"}
    print(c.post("/books/new/", data).status_code)
    c.get("/books/new/")
    print(c.post("/books/new/", {**data, "csrfmiddlewaretoken": c.cookies["csrftoken"].value}).status_code)


@row("Middleware, security headers")
def middleware():
    response = client().get("/conditional/")
    print(sorted(response.headers.items()))


@row("File uploads, files and storages")
def uploads():
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.core.files.uploadedfile import SimpleUploadedFile
    from shop.models import Book

    c = client()
    show(c.post("/upload/", {"cover": SimpleUploadedFile("a.png", b"\x89PNG" * 3, "image/png"), "note": "é"}))
    show(c.post("/upload/", {"cover": SimpleUploadedFile("big.bin", b"x" * 3_000_000)}))
    show(c.post("/upload/", {"note": "none"}))
    book = Book.objects.get(pk=1)
    book.cover.save("one.txt", ContentFile(b"one"))
    print(book.cover.name, book.cover.url, book.cover.read(), default_storage.size(book.cover.name), default_storage.listdir("covers"))


@row("Streaming and file responses, conditional requests")
def responses():
    c = client()
    response = c.get("/stream/")
    print(response.getvalue(), response.streaming)
    response = c.get("/download/")
    print(response.headers["Content-Disposition"], response.headers["Content-Type"], len(response.getvalue()) > 1000)
    print(c.get("/conditional/", headers={"if-none-match": '"fixed"'}).status_code, c.head("/conditional/").content)
    print(c.options("/conditional/").status_code, c.get("/upload/").status_code)


@row("The yellow debug page: 500 with source lines, Django's own among them; 404 with the patterns that were tried")
def debug_page():
    from django.test import override_settings

    with override_settings(DEBUG=True):
        c = client(raise_request_exception=False)
        page = c.get("/broken/").content.decode()
        print("DoesNotExist" in page, "Book matching query does not exist." in page)
        # The learner's line, and one of Django's.
        print("Book.objects.get(pk=-1)" in page, "wrapped_callback(request, *callback_args, **callback_kwargs)" in page)
        page = c.get("/nowhere/").content.decode()
        print("Page not found" in page, "books/&lt;int:pk&gt;/" in page)
        text = c.get("/broken/", headers={"accept": "text/plain"}).content.decode()
        print(text.splitlines()[0], "Traceback (most recent call last):" in text)


@row("Test client and request factory: follow, JSON, headers, contexts, templates")
def test_client():
    from django.test import RequestFactory
    from shop.views import by_slug

    response = client().get("/", headers={"accept-language": "en"})
    print([template.name for template in response.templates], response.context["page_obj"].number, response.resolver_match.url_name)
    print(by_slug(RequestFactory().get("/x/", {"q": "1"}), "s", 1).content)
    print(client().post("/upload/", {"a": 1}, content_type="application/json").json())
