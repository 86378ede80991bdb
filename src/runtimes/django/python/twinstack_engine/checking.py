"""Grades a project: its `tests/` through Django's own test runner."""

import io
import os
import sys
import unittest

from . import places
from .failures import failure
from .results import StreamingResult

NO_SETTINGS = (
    "The project does not say where its settings are: manage.py sets DJANGO_SETTINGS_MODULE, "
    "for instance to \"mysite.settings\"."
)


class CannotLoad(Exception):
    """Test files that could not be imported; `errors` holds the exceptions."""

    def __init__(self, errors):
        super().__init__("Some test files could not be loaded.")
        self.errors = errors


def check(send):
    """Runs the tests and sends events of the runtime contract. Nothing a project does raises from here."""
    try:
        run_tests(send)
    except CannotLoad as unloaded:
        for error in unloaded.errors:
            send({"type": "check-error", "failure": failure(error)})
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        send({"type": "check-error", "failure": failure(error)})


def run_tests(send):
    """Sets Django up with the project's settings and runs what is under tests/."""
    settings_module = find_settings()
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    sys.argv = ["manage.py", "test", "tests"]
    sys.path.insert(0, places.PROJECT)
    import django
    from django.conf import settings
    from django.test.utils import get_runner

    django.setup()
    if not os.path.isdir(os.path.join(places.PROJECT, "tests")):
        return
    runner_class = streaming_runner(get_runner(settings), send)
    with kept_import_errors():
        runner_class(verbosity=0, interactive=False, parallel=0).run_tests(["tests"])


def find_settings():
    """The settings module manage.py names, read from its source: running it would run a command."""
    import ast

    path = os.path.join(places.PROJECT, "manage.py")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read(), path)
        for node in ast.walk(tree):
            match node:
                case ast.Call(args=[ast.Constant("DJANGO_SETTINGS_MODULE"), ast.Constant(str() as module)]):
                    return module
                case ast.Assign(targets=[ast.Subscript(slice=ast.Constant("DJANGO_SETTINGS_MODULE"))]):
                    if isinstance(node.value, ast.Constant):
                        return node.value.value
    raise RuntimeError(NO_SETTINGS)


def streaming_runner(runner_class, send):
    """The project's test runner (Django's, unless settings name another), reporting to the page."""

    from django.core.management import call_command

    class StreamingRunner(runner_class):
        def build_suite(self, *args, **kwargs):
            suite = super().build_suite(*args, **kwargs)
            errors = [
                test._exception.__cause__ or test._exception
                for test in suite
                if isinstance(test, unittest.loader._FailedTest)
            ]
            if errors:
                raise CannotLoad(errors)
            return suite

        def run_checks(self, databases):
            # Django says "no issues" on standard output; errors are raised.
            call_command("check", verbosity=0, databases=databases, stdout=io.StringIO())

        def run_suite(self, suite, **kwargs):
            result = StreamingResult(send)
            unittest.registerResult(result)
            result.startTestRun()
            try:
                suite(result)
            finally:
                result.stopTestRun()
            return result

    return StreamingRunner


class kept_import_errors:
    """unittest keeps only the text of an import error; while active, the exception itself is kept as its cause."""

    def __enter__(self):
        self.original = unittest.loader._make_failed_import_test

        def make(name, suite_class):
            case, text = self.original(name, suite_class)
            for test in case:
                test._exception.__cause__ = sys.exception()
            return case, text

        unittest.loader._make_failed_import_test = make

    def __exit__(self, *exc_info):
        unittest.loader._make_failed_import_test = self.original
