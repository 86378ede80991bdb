"""Records the SQL of a run and of each request: the statement, how long it took, its rows, and the learner's line.

Every connection gets a wrapper of Django's own kind (django.db.connection.execute_wrapper),
so nothing of Django is replaced.
"""

import functools
import os
import sys
import time
from contextlib import ExitStack, nullcontext

from . import places
from .locations import TEMPLATE_ENGINE, place_in_project, template_place

# QUERY_LOG_LIMIT in src/runtimes/database.ts
LIMIT = 500

# A statement is cut here: a bulk_create may be megabytes.
SQL_LIMIT = 4_000

# Here are `inner`, which stands around each middleware and the view, and `get_response`, which calls the first.
HANDLERS = tuple(os.path.join("django", "core", "handlers", name) for name in ("exception.py", "base.py"))

FETCHES = ("fetchone", "fetchmany", "fetchall")


class QueryWatch:
    """Measures each statement and tells the logs that want to know of it."""

    def __init__(self, *logs):
        self.logs = logs

    def start(self):
        """Listens to each connection from now on."""
        from django.db.backends.signals import connection_created

        connection_created.connect(self._watch, weak=False)

    def stop(self):
        """Leaves every connection as it was."""
        from django.db import connections
        from django.db.backends.signals import connection_created

        connection_created.disconnect(self._watch)
        for connection in connections.all(initialized_only=True):
            if self.record in connection.execute_wrappers:
                connection.execute_wrappers.remove(self.record)

    def _watch(self, connection, **kwargs):
        # A connection that is opened again keeps its wrappers.
        if self.record not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.record)

    def record(self, execute, sql, params, many, context):
        """An execute wrapper: https://docs.djangoproject.com/en/5.2/topics/db/instrumentation/"""
        logs = [log for log in self.logs if log.notice()]
        if not logs:
            return execute(sql, params, many, context)
        query = {"sql": str(sql)[:SQL_LIMIT]}
        location = learner_place(sys._getframe(1))
        if location:
            query["location"] = location
        with ExitStack() as steps:
            for log in logs:
                steps.enter_context(log.during(query, params, many, context["connection"]))
            started = time.perf_counter()
            try:
                result = execute(sql, params, many, context)
            except Exception as error:
                query["error"] = str(error)
                raise
            finally:
                query["ms"] = (time.perf_counter() - started) * 1000
        count_rows(context["cursor"], query)
        return result


class QueryLog:
    """The statements since the last `take`."""

    def __init__(self):
        self.queries = []
        self.total = 0

    def notice(self):
        """Counts a statement. Whether it is to be told of it."""
        self.total += 1
        return len(self.queries) < LIMIT

    def during(self, query, params, many, connection):
        """Keeps a statement that is executed while what it returns is active."""
        self.queries.append(query)
        return nullcontext()

    def take(self):
        """What was recorded since the last time: `{"queries": [...], "total": 3}`, or None when there was nothing."""
        if self.total == 0:
            return None
        taken = {"queries": self.queries, "total": self.total}
        self.queries, self.total = [], 0
        return taken


def learner_place(frame):
    """The deepest place of the learner's own in a stack: a line of Python, or of a template that is being rendered.

    A middleware that calls the next one did not cause what Django does there: around a view, and around each
    middleware, such frames are passed over, up to whoever called the handler.
    """
    is_around = False
    while frame is not None:
        code = frame.f_code
        if is_silent(code.co_filename, places.PROJECT):
            pass
        elif code.co_filename.endswith(HANDLERS):
            is_around = code.co_name not in ("get_response", "get_response_async") and (
                is_around or code.co_name == "inner"
            )
        elif not is_around:
            for candidate in (template_place(frame, None), (code.co_filename, frame.f_lineno)):
                place = place_in_project(candidate)
                if place and places.is_learners(place["file"]):
                    return place
        frame = frame.f_back
    return None


# A stack of the admin is a hundred frames deep, and its list of fifty objects may ask fifty times.
@functools.lru_cache(maxsize=1024)
def is_silent(file, project):
    """Whether frames of a file tell nothing: it is a library's, and neither calls views nor renders templates."""
    is_heard = not os.path.isabs(file) or file.endswith((*HANDLERS, TEMPLATE_ENGINE))
    return not is_heard and place_in_project((file, 1)) is None


def count_rows(cursor, query):
    """Counts what the statement changed, or, as it is fetched, what it found. Rows that go another way are not told."""
    if cursor.description is None:
        if cursor.rowcount >= 0:
            query["rows"] = cursor.rowcount
        return
    for name in FETCHES:
        # Django's cursor hands these on to the driver's; one on the cursor itself comes first.
        cursor.__dict__.pop(name, None)
        setattr(cursor, name, counted(getattr(cursor, name), query))


def counted(fetch, query):
    def count(*args, **kwargs):
        found = fetch(*args, **kwargs)
        rows = len(found) if isinstance(found, list) else int(found is not None)
        query["rows"] = query.get("rows", 0) + rows
        return found

    return count
