"""Rows of the capability table: what each prints must be the same natively and in the engine.

Usage: python rows.py AREA      one JSON line for each row: its title, what it printed, what it raised
       python rows.py --list    all areas and rows as JSON, nothing is run
"""

import contextlib
import importlib
import io
import json
import os
import sys

AREAS = ("database", "pages", "asynchronous", "accounts", "services", "commands", "limits")

rows = []


def row(title, note=""):
    """A capability that is there; `note` says what is less than in CPython."""

    def register(function):
        status = "partial" if note else "there"
        rows.append({"title": title, "status": status, "note": note, "function": function})
        return function

    return register


def absent(title, instead):
    """What cannot be in a tab: the function raises, and what is raised says what to do."""

    def register(function):
        rows.append({"title": title, "status": "absent", "note": instead, "function": function})
        return function

    return register


def load(area):
    """The module's title and its rows."""
    rows.clear()
    module = importlib.import_module(f"areas.{area}")
    return module.__doc__.strip(), list(rows)


def run(area):
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.test.utils import setup_test_environment

    # Responses then know their templates and contexts, and mail goes to an outbox.
    setup_test_environment()
    call_command("migrate", verbosity=0)
    for entry in load(area)[1]:
        output, raised = io.StringIO(), ""
        with contextlib.redirect_stdout(output):
            try:
                entry["function"]()
            except (Exception, SystemExit) as error:
                raised = f"{type(error).__name__}: {error}"
        print(json.dumps({"title": entry["title"], "output": output.getvalue(), "raised": raised}), flush=True)


def describe():
    areas = []
    for area in AREAS:
        title, entries = load(area)
        told = [{key: entry[key] for key in ("title", "status", "note")} for entry in entries]
        areas.append({"name": area, "title": title, "rows": told})
    print(json.dumps(areas))


if __name__ == "__main__":
    # The areas import this very module.
    sys.modules["rows"] = sys.modules["__main__"]
    describe() if sys.argv[1] == "--list" else run(sys.argv[1])
