"""Starts and ends recording, and sends what was recorded."""

from django.core.handlers import exception
from django.core.handlers.base import BaseHandler
from django.db.backends.base import base as database
from django.template.base import Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.urls import URLPattern, URLResolver

from ..queries import QueryWatch
from . import exchanges, middleware, statements, templates, urls, views
from .replacements import Replacements
from .spans import Trace
from .trace_json import describe

# TRACE_LIMIT_REQUESTS in src/runtimes/trace.ts
REQUEST_LIMIT = 500

# Of all requests together: the page keeps them.
SPAN_LIMIT = 100_000


class RequestRecorder:
    """Records every request that a handler of Django's answers; `send` gets each batch when it is complete.

    Other logs of queries share what is measured of each statement.
    """

    def __init__(self, send, *query_logs):
        self.send = send
        self._watch = QueryWatch(*query_logs, statements.RequestStatements())
        self._replacements = Replacements()
        self._open = {}
        self._begun = 0
        self._spans = 0
        self._has_refused = False
        self._has_told = False

    def start(self):
        """Records from now on. URL patterns made earlier are recorded without their line."""
        self._watch.start()
        replace = self._replacements.replace
        replace(BaseHandler, "load_middleware", middleware.traced_load)
        replace(BaseHandler, "get_response", lambda original: exchanges.traced_response(self, original))
        replace(BaseHandler, "get_response_async", lambda original: exchanges.traced_async_response(self, original))
        replace(BaseHandler, "resolve_request", urls.traced_resolve)
        replace(BaseHandler, "make_view_atomic", views.traced_view)
        replace(exception, "response_for_exception", exchanges.traced_conversion)
        replace(URLPattern, "__init__", urls.placed)
        replace(URLResolver, "__init__", urls.placed)
        replace(Template, "render", templates.traced_render)
        replace(IncludeNode, "render", templates.traced_include)
        replace(ExtendsNode, "get_parent", templates.traced_parent)
        replace(ExtendsNode, "render", templates.traced_extends)
        replace(database, "debug_transaction", statements.traced_transaction)

    def stop(self):
        """Puts Django back as it was. A handler that was made meanwhile keeps its layers; they do nothing any more."""
        self.finish_open()
        self._watch.stop()
        self._replacements.put_back()

    def begin(self, method, path):
        """A new trace, or None when there were enough."""
        if self._begun >= REQUEST_LIMIT or self._spans >= SPAN_LIMIT:
            self._has_refused = True
            self._tell_truncated()
            return None
        self._begun += 1
        trace = Trace(f"request-{self._begun}", method, path)
        self._open[trace.id] = trace
        return trace

    def finish(self, trace):
        """Sends a trace. A second call does nothing: an answer may be closed twice."""
        if self._open.pop(trace.id, None) is None:
            return
        trace.root.close()
        if trace.status is not None:
            trace.root.details["status"] = trace.status
        self._spans += len(trace.spans)
        self.send({"kind": "request", "trace": describe(trace)})
        self._tell_truncated()

    def finish_open(self):
        """Sends the traces of answers that nobody closes, for instance of a stream that a test does not read."""
        for trace in list(self._open.values()):
            self.finish(trace)

    def _tell_truncated(self):
        # After the last trace, which may be of a request that has gone on for long.
        if self._has_refused and not self._has_told and not self._open:
            self._has_told = True
            self.send({"kind": "truncated", "of": "requests", "limit": self._begun})
