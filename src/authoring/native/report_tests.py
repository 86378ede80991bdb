"""Runs `manage.py test tests` of the project in the working directory and reports its tests.

Each test event of the runtime contract is written as a line of JSON to file
descriptor 3 (more on the lines: run-reporter.ts). It is the project's own
manage.py and Django's own runner; only the result class is the engine's, so that
both say the same in the same words.
"""

import json
import os
import runpy
import sys

ENGINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "runtimes", "django", "python")
sys.path.insert(0, ENGINE)

from twinstack_engine import places  # noqa: E402
from twinstack_engine.checking import CannotLoad, kept_import_errors, streaming_runner  # noqa: E402
from twinstack_engine.failures import failure  # noqa: E402

events = os.fdopen(3, "w", encoding="utf-8", buffering=1)


def send(event):
    sys.stdout.flush()
    sys.stderr.flush()
    events.write(json.dumps(event) + "\n")


def make_runner():
    """The class that `--testrunner` names. Made late: Django wants its settings first."""
    from django.test.runner import DiscoverRunner

    class Runner(streaming_runner(DiscoverRunner, send)):
        def run_tests(self, *args, **kwargs):
            failed = super().run_tests(*args, **kwargs)
            send({"type": "completed"})
            return failed

    return Runner


def __getattr__(name):
    if name == "Runner":
        return make_runner()
    raise AttributeError(name)


def main():
    places.set_project(os.getcwd())
    sys.path.insert(0, places.PROJECT)
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    # Django imports the runner by its dotted name.
    sys.modules["twinstack_report_tests"] = sys.modules["__main__"]
    sys.argv = ["manage.py", "test", "tests", "--testrunner=twinstack_report_tests.Runner", "--noinput", "-v0"]
    try:
        with kept_import_errors():
            runpy.run_path("manage.py", run_name="__main__")
    except CannotLoad as unloaded:
        for error in unloaded.errors:
            send({"type": "check-error", "failure": failure(error)})
    except BaseException as error:
        # manage.py ends with SystemExit when a test failed: the reader of the lines knows whether one did.
        send({"type": "uncaught", "failure": failure(error)})


main()
