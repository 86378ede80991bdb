"""The recorder itself: its limits, steps that outlive their parents, and what is left of it afterwards."""

import ast
import json
import subprocess
import sys
import unittest

# A process of its own: settings are set once, and Django is changed.
PROGRAM = """
import json, sys
from django.conf import settings
settings.configure(
    DEBUG=True, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x", LOGGING_CONFIG=None,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
)
import django
django.setup()
from django.core.handlers import base, exception
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.backends.base import base as database
from django.db.backends.signals import connection_created
from django.http import HttpResponse
from django.template.base import Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.test import AsyncClient, Client
from django.urls import URLPattern, URLResolver, path

PLACES = (base, exception, BaseHandler, database, Template, ExtendsNode, IncludeNode, URLPattern, URLResolver)
before = [dict(vars(place)) for place in PLACES], len(connection_created.receivers)
from twinstack_engine.request_traces.recorder import RequestRecorder
from twinstack_engine.request_traces.spans import Step

sent = []
recorder = RequestRecorder(sent.append)
recorder.start()


def ask_often(request):
    with connection.cursor() as cursor:
        for _ in range(2500):
            cursor.execute("SELECT 1")
    return HttpResponse()


async def outlive(request):
    import asyncio

    async def later():
        with Step("sql", "slow"):
            await asyncio.sleep(0.01)
            with Step("sql", "later still"):
                pass

    request.META["task"] = asyncio.create_task(later())
    await asyncio.sleep(0)
    return HttpResponse()


async def ask_outliving():
    response = await AsyncClient().get("/outlive")
    await response.asgi_request.META["task"]


urlpatterns = [
    path("often", ask_often),
    path("outlive", outlive),
    path("body", lambda request: HttpResponse(request.body)),
    path("form", lambda request: HttpResponse(request.POST["name"] + request.FILES["file"].name)),
    path("lines", lambda request: HttpResponse(request.readline())),
    path("", lambda request: HttpResponse("x" * 10)),
]
"""


def record(program):
    """What a program sends of its requests, and what it prints."""
    ending = "\nrecorder.finish_open()\nprint(json.dumps(sent))"
    run = subprocess.run([sys.executable, "-B", "-c", PROGRAM + program + ending], capture_output=True, text=True)
    if run.returncode:
        raise AssertionError(run.stderr)
    *printed, batches = run.stdout.splitlines()
    return json.loads(batches), printed


class Recording(unittest.TestCase):
    def test_headers_and_a_body_are_kept_however_the_view_reads_it(self):
        batches, printed = record(
            """
import io
from base64 import b64decode
post = Client().post
file = io.BytesIO(b"notes")
file.name = "notes.txt"
answers = [
    post("/body", b"zo\\xc3\\xab", content_type="text/plain", headers={"X-Mine": "1"}),
    post("/form", {"name": "Ada", "file": file}),
    post("/lines", b"a\\nb", content_type="text/plain"),
    post("/", b"unread", content_type="text/plain"),
    post("/body", b"x" * 70_000, content_type="text/plain"),
    Client().get("/"),
]
print([answer.content[:20].decode() for answer in answers])
print([b64decode(batch["trace"]["sent"].get("body", "")) for batch in sent])
"""
        )
        self.assertEqual(printed[0], str(["zoë", "Adanotes.txt", "a\n", "x" * 10, "x" * 20, "x" * 10]))
        first, form, *rest = ast.literal_eval(printed[1])
        self.assertEqual([first, *rest], ["zoë".encode(), b"a\nb", b"unread", b"", b""])
        self.assertIn(b'filename="notes.txt"', form)
        headers = batches[0]["trace"]["sent"]["headers"]
        self.assertIn(["X-Mine", "1"], headers)
        self.assertIn(["Content-Type", "text/plain"], headers)
        self.assertEqual(["body" in batch["trace"]["sent"] for batch in batches], [True] * 4 + [False, True])

    def test_steps_are_limited_and_the_rest_is_counted(self):
        [batch], _ = record("Client().get('/often')")
        trace = batch["trace"]
        self.assertEqual(len(trace["spans"]), 2000)
        # request, middleware, resolve and view come first; the first cursor opens the connection.
        self.assertEqual(trace["leftOut"], 2500 + 4 - 2000)

    def test_requests_are_limited_with_a_notice_at_the_end(self):
        batches, _ = record("client = Client()\nfor _ in range(502): client.get('/')")
        self.assertEqual(len(batches), 501)
        self.assertEqual(batches[-1], {"kind": "truncated", "of": "requests", "limit": 500})
        self.assertEqual(len({batch["trace"]["id"] for batch in batches[:-1]}), 500)

    def test_what_goes_on_after_its_request_ends_with_it(self):
        [batch], _ = record("import asyncio\nasyncio.run(ask_outliving())")
        spans = {span["label"]: span for span in batch["trace"]["spans"]}
        view = spans["__main__.outlive"]
        self.assertEqual(spans["slow"]["parent"], view["id"])
        self.assertLessEqual(spans["slow"]["endMs"], view["endMs"])
        self.assertNotIn("later still", spans)

    def test_nothing_is_left_in_django(self):
        program = """
client = Client()
client.get("/")
recorder.stop()
print(([dict(vars(place)) for place in PLACES], len(connection_created.receivers)) == before)
print(connection.execute_wrappers)
client.get("/")
Client().get("/")
print(len(sent))
"""
        _, printed = record(program)
        self.assertEqual(printed, ["True", "[]", "1"])

    def test_a_long_statement_keeps_its_end(self):
        program = """
with connection.cursor() as cursor: cursor.execute("SELECT 1")
def long(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + "1, " * 300 + "%s AS found", ["x" * 500])
    return HttpResponse()
urlpatterns.append(path("long", long))
Client().get("/long")
"""
        [batch], _ = record(program)
        sql = batch["trace"]["spans"][-1]
        self.assertEqual(len(sql["label"]), 400)
        self.assertTrue(sql["label"].endswith("%s AS found"))
        self.assertEqual(len(sql["details"]["sql"]), len("SELECT " + "1, " * 300 + "%s AS found"))
        self.assertLess(len(sql["details"]["params"][0]), 130)


if __name__ == "__main__":
    unittest.main()
