"""Asks for pages in many ways, and prints as JSON what Django itself says of each request."""


import json
import logging
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"

import django

django.setup()
logging.disable(logging.CRITICAL)

from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import connection
from django.test import AsyncClient, Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from library.models import Author, Book

call_command("migrate", verbosity=0)
User.objects.create_superuser("ada", password="secret")
for number in range(4):
    Book.objects.create(title=f"Book {number}", author=Author.objects.create(name=f"Author {number}"))

client = Client(raise_request_exception=False)
admin = Client()
admin.force_login(User.objects.get())


def tried_by_resolver(path):
    """The patterns of Django's own resolver, in its order."""
    try:
        tried = resolve(path).tried
    except Resolver404 as error:
        tried = error.args[0]["tried"]
    return [[str(pattern.pattern) for pattern in chain] for chain in tried]


def measure(method, path, ask):
    with CaptureQueriesContext(connection) as queries:
        response = ask(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
    report(method, path, response.status_code, len(body), queries)


def report(method, path, status, size, queries):
    said = {
        "method": method,
        "path": path,
        "status": status,
        "bytes": size,
        "queries": [query["sql"] for query in queries],
        "tried": tried_by_resolver(path.partition("?")[0]),
    }
    print(json.dumps(said))


def ask_handler(path):
    handler = BaseHandler()
    handler.load_middleware()
    return handler.get_response(RequestFactory().get(path))


def ask_async(path):
    with CaptureQueriesContext(connection) as queries:
        response = async_to_sync(AsyncClient().get)(path)
    report("GET", path, response.status_code, len(response.content), queries)


for path in (
    "/books/",
    "/books/joined/",
    "/books/2/",
    "/books/99/",
    "/nowhere/",
    "/books/nowhere/",
    "/books/later/",
    "/books/fails/",
    "/books/fails/?rescue",
    "/books/streamed/",
    "/books/saved/",
    "/books/deferred/",
    "/books/?closed",
    "/books/?no-view",
):
    measure("GET", path, client.get)
measure("HEAD", "/books/", client.head)
measure("GET", "/books/joined/", ask_handler)
measure("GET", "/admin/library/book/", admin.get)
ask_async("/books/later/")
measure("GET", "/books/inner/", client.get)
