"""What cannot be in a browser tab"""

from rows import absent


@absent("Threads", "Call the function directly, or use asyncio.")
def threads():
    import threading

    threading.Thread(target=print).start()


@absent("Other programs and processes", "Call Python directly; a Django command by `call_command`.")
def processes():
    import subprocess

    subprocess.run(["ls"])


@absent("`multiprocessing`, `manage.py test --parallel`", "Call the function directly; tests run one after the other.")
def multiprocess():
    import multiprocessing

    multiprocessing.Process(target=print).start()


@absent("The network: HTTP requests, SMTP, other servers", "In tests, put a stand-in where the request is made: `unittest.mock.patch`.")
def network():
    import urllib.request

    urllib.request.urlopen("http://example.com/")


@absent("Listening on a socket", "`python manage.py runserver`: the preview sends it its requests.")
def sockets():
    import http.server

    http.server.HTTPServer(("", 8000), http.server.BaseHTTPRequestHandler)


@absent("`LiveServerTestCase`, Selenium", "`self.client` in a `TestCase`, or the preview.")
def live_server():
    from django.test import LiveServerTestCase

    LiveServerTestCase.setUpClass()


@absent("`dbshell`", '`python manage.py shell -c "…"` with `connection.cursor()`.')
def dbshell():
    from django.core.management import execute_from_command_line

    with errors_on_output():
        execute_from_command_line(["manage.py", "dbshell"])


@absent("Commands that ask: `createsuperuser` without `--noinput`, `changepassword`", "Give the answers: `DJANGO_SUPERUSER_PASSWORD=… python manage.py createsuperuser --noinput …`.")
def asking():
    from django.core.management import execute_from_command_line

    for command in ("createsuperuser", "changepassword"):
        try:
            with errors_on_output():
                execute_from_command_line(["manage.py", command])
        except SystemExit:
            continue


@absent("`makemessages`, `compilemessages`", "They need GNU gettext: make the `.po` and `.mo` files elsewhere.")
def messages():
    from django.core.management import execute_from_command_line

    with errors_on_output():
        execute_from_command_line(["manage.py", "makemessages", "-l", "de"])


@absent("`testserver`", "A data migration and `runserver`.")
def testserver():
    from django.core.management import execute_from_command_line

    with errors_on_output():
        execute_from_command_line(["manage.py", "testserver", "books"])


@absent("A time zone that was left out", "The message names those that are there.")
def time_zone():
    import zoneinfo

    zoneinfo.ZoneInfo("Antarctica/Troll")


@absent("Databases other than SQLite; `django.contrib.postgres`, `django.contrib.gis`", "SQLite, which has JSON and window functions too.")
def databases():
    from django.core.exceptions import ImproperlyConfigured
    from django.db import ConnectionHandler

    handler = ConnectionHandler({"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}})
    try:
        handler["default"]
    except ImproperlyConfigured as error:
        print(error)
    import django.contrib.postgres.fields  # noqa: F401


@absent("Redis scripts, streams, cluster", "Pipelines with WATCH, locks, lists.")
def redis_scripts():
    import redis

    redis.Redis().eval("return 1", 0)


@absent("Typing while a program runs: `input()`", "Put what is read into the program, or give it as the input of the run: Python cannot wait.")
def typing():
    input("Name? ")


class errors_on_output:
    """Commands write their errors on standard error; rows are about standard output."""

    def __enter__(self):
        import sys

        self.kept, sys.stderr = sys.stderr, sys.stdout

    def __exit__(self, *exc_info):
        import sys

        sys.stderr = self.kept
