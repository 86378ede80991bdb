"""The steps of one request, and which of them runs now."""

from contextvars import ContextVar

# By name: a test may replace `time.perf_counter`.
from time import perf_counter

from django.urls import Resolver404

from ..failures import message

# RequestSpan.label in src/runtimes/trace.ts
LABEL_LIMIT = 400

# TRACE_LIMIT_REQUEST_SPANS there
SPAN_LIMIT = 2_000

#: The step that runs now: each task of an event loop has its own. None outside of any request.
_current = ContextVar("twinstack_request_span", default=None)

current_span = _current.get


class Span:
    """One step. `details` may be added to until the trace is sent."""

    __slots__ = (
        *("trace", "parent", "kind", "label", "source", "details", "error"),
        *("start", "end", "inner", "including", "query"),
    )

    def __init__(self, trace, parent, kind, label, source, details):
        self.trace = trace
        self.parent = parent
        self.kind = kind
        self.label = label
        self.source = source
        self.details = details
        self.error = None
        self.end = None
        # Of a middleware: when what it wraps began and ended.
        self.inner = None
        # Of a template: the `include` tag that is being rendered.
        self.including = None
        # Of a statement: what `queries.py` knows of it, its rows as they are fetched.
        self.query = None
        self.start = perf_counter()

    def close(self, error=None):
        self.end = perf_counter()
        if error is not None:
            self.error = one_line(error)


class Trace:
    """One request. It begins when it is made, with the step that holds all others."""

    def __init__(self, trace_id, method, path):
        self.id = trace_id
        self.method = method
        self.path = path
        self.status = None
        #: A `sent.Sent`, once a handler of Django's has the request.
        self.sent = None
        self.left_out = 0
        #: Whether a handler of Django's has taken the request.
        self.is_handled = False
        self.root = Span(self, None, "request", cut_middle(f"{method} {path}"), None, {})
        self.spans = [self.root]

    def open(self, kind, label, source, details):
        """A new step inside the one that runs now, or None when there are too many."""
        if len(self.spans) >= SPAN_LIMIT:
            self.left_out += 1
            return None
        parent = current_span()
        # A task may go on when the step that started it is over.
        while parent.end is not None and parent.parent is not None:
            parent = parent.parent
        span = Span(self, parent, kind, label, source, details)
        self.spans.append(span)
        return span

    def within(self, span=None):
        """While active, steps belong to `span`, or to the request itself."""
        return Within(span or self.root)


class Within:
    """While active, this step is the one that runs."""

    __slots__ = ("span", "outer")

    def __init__(self, span):
        self.span = span

    def __enter__(self):
        self.outer = current_span()
        _current.set(self.span)
        return self.span

    def __exit__(self, *exc_info):
        # No reset: asgiref enters in one context and leaves in a copy of it.
        _current.set(self.outer)


class Step:
    """Records a step while active, when a request is answered. Gives the `Span`; outside of a request, None."""

    __slots__ = ("kind", "label", "source", "details", "span", "outer")

    def __init__(self, kind, label, source=None, **details):
        self.kind = kind
        self.label = label
        self.source = source
        self.details = details

    def __enter__(self):
        self.outer = current_span()
        self.span = None
        if self.outer is not None:
            self.span = self.outer.trace.open(self.kind, self.label, self.source, self.details)
        if self.span is not None:
            _current.set(self.span)
        return self.span

    def __exit__(self, _type, error, _traceback):
        if self.span is not None:
            _current.set(self.outer)
            self.span.close(error)


def answered(span, response):
    """Notes the status of what a step gave."""
    if span is not None and (status := getattr(response, "status_code", None)) is not None:
        span.details["status"] = status
    return response


class StepsWithin:
    """Ends the steps that were begun while it was active and that nobody has ended."""

    __slots__ = ("outer",)

    def __enter__(self):
        self.outer = current_span()

    def __exit__(self, _type, error, _traceback):
        span = current_span()
        while span is not self.outer and span is not None:
            span.close(error)
            span = span.parent
        _current.set(self.outer)


def one_line(error):
    """An exception as one line."""
    if isinstance(error, Resolver404):
        # Its own text is the list of patterns.
        return cut_middle(f"Resolver404: no pattern matches {error.args[0].get('path')!r}")
    return cut_middle(message(error).strip().partition("\n")[0])


def cut_middle(text):
    """A label that fits. Of long SQL the end says more than the middle: it has the tables and the conditions."""
    if len(text) <= LABEL_LIMIT:
        return text
    head = LABEL_LIMIT // 2
    return f"{text[:head]} … {text[len(text) - (LABEL_LIMIT - head - 3) :]}"
