"""Records each middleware around what it wraps, and the hooks that Django calls apart (`process_view` …)."""

import functools
from time import perf_counter

from asgiref.sync import iscoroutinefunction
from django.core.handlers import base

from .replacements import Replacements
from .sources import place_of
from .spans import Step, answered, current_span

HOOKS = {
    "_view_middleware": "process_view",
    "_template_response_middleware": "process_template_response",
    "_exception_middleware": "process_exception",
}


def traced_load(load):
    """`BaseHandler.load_middleware` that puts a recording layer around each middleware."""

    @functools.wraps(load)
    def load_middleware(handler, *args, **kwargs):
        importing = LastImport()
        with Replacements() as meanwhile:
            meanwhile.replace(base, "import_string", importing.watch)
            meanwhile.replace(base, "convert_exception_to_response", lambda convert: layered(convert, importing))
            load(handler, *args, **kwargs)
        for attribute, hook in HOOKS.items():
            methods = getattr(handler, attribute)
            methods[:] = [traced_hook(method, hook) for method in methods]

    return load_middleware


class LastImport:
    """The middleware that is being made: Django imports each before it makes it."""

    def __init__(self):
        self.path = None
        self.factory = None

    def watch(self, import_string):
        def import_and_keep(path):
            self.path, self.factory = path, import_string(path)
            return self.factory

        return import_and_keep


def layered(convert, importing):
    """`convert_exception_to_response` over a layer that records: it sees what a middleware raises before it is caught."""

    def convert_exception_to_response(get_response):
        if importing.path is None:
            layer = innermost(get_response)
        else:
            layer = around(get_response, importing.path, place_of(importing.factory))
        converted = convert(layer)
        converted.__wrapped__ = get_response
        return converted

    return convert_exception_to_response


def around(get_response, path, source):
    """A layer for one middleware."""
    if iscoroutinefunction(get_response):

        @functools.wraps(get_response)
        async def layer(request):
            __traceback_hide__ = True
            with Inner(), Step("middleware", path, source) as span:
                return answered(span, await get_response(request))

    else:

        @functools.wraps(get_response)
        def layer(request):
            __traceback_hide__ = True
            with Inner(), Step("middleware", path, source) as span:
                return answered(span, get_response(request))

    return layer


def innermost(get_response):
    """The layer for what the last middleware wraps: URL resolution and the view."""
    if iscoroutinefunction(get_response):

        @functools.wraps(get_response)
        async def layer(request):
            __traceback_hide__ = True
            with Inner():
                return await get_response(request)

    else:

        @functools.wraps(get_response)
        def layer(request):
            __traceback_hide__ = True
            with Inner():
                return get_response(request)

    return layer


class Inner:
    """Tells the middleware that runs when what it wraps begins and ends."""

    __slots__ = ("span", "began")

    def __enter__(self):
        self.span = current_span()
        self.began = perf_counter()

    def __exit__(self, *exc_info):
        if self.span is not None and self.span.kind == "middleware":
            began = self.span.inner[0] if self.span.inner else self.began
            self.span.inner = (began, perf_counter())


def traced_hook(method, name):
    """A hook that records itself; `__self__` stays, Django names it in an error."""
    owner = owner_of(method)
    label = f"{owner.__module__}.{owner.__qualname__}.{name}" if owner else name
    source = place_of(owner) if owner else None
    if iscoroutinefunction(method):

        async def hook(*args):
            __traceback_hide__ = True
            with Step("middleware", label, source, hook=name) as span:
                return answered(span, await method(*args))

    else:

        def hook(*args):
            __traceback_hide__ = True
            with Step("middleware", label, source, hook=name) as span:
                return answered(span, method(*args))

    if hasattr(method, "__self__"):
        hook.__self__ = method.__self__
    return hook


def owner_of(method):
    """The class of a middleware's method, also when it was adapted to the other mode; None for something else."""
    inner = getattr(method, "func", None) or getattr(method, "awaitable", None) or method
    owner = getattr(inner, "__self__", None)
    return None if owner is None else type(owner)
