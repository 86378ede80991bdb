"""Records the view."""

import functools

from asgiref.sync import iscoroutinefunction

from .sources import place_of
from .spans import Step, answered


def traced_view(make_view_atomic):
    """`BaseHandler.make_view_atomic`, which gives what is called as the view.

    The match keeps the view itself: a program may look at it.
    """

    @functools.wraps(make_view_atomic)
    def make(handler, view):
        called = make_view_atomic(handler, view)
        label, source = name_of(view), place_of(view)
        kind = "class" if hasattr(view, "view_class") else "function"
        if iscoroutinefunction(called):

            async def traced(*args, **kwargs):
                __traceback_hide__ = True
                with Step("view", label, source, view=kind, isAsync=True) as span:
                    return answered(span, await called(*args, **kwargs))

        else:

            def traced(*args, **kwargs):
                __traceback_hide__ = True
                with Step("view", label, source, view=kind) as span:
                    return answered(span, called(*args, **kwargs))

        return traced

    return make


def name_of(view):
    """The view's dotted name, as Django's error pages give it."""
    view = getattr(view, "view_class", view)
    while isinstance(view, functools.partial):
        view = view.func
    named = view if hasattr(view, "__name__") else type(view)
    return f"{named.__module__}.{named.__name__}"
