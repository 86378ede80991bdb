"""Where in the project a view or a middleware is written."""

import functools
import inspect

from ..locations import place_in_project


def place_of(thing):
    """`{"file", "line"}` of a function or class, without its decorators; None when it is not of the project."""
    try:
        return _place(_undecorated(thing))
    except (OSError, TypeError, ValueError):
        # Made by code that has no file, or in a way that inspect cannot follow.
        return None


def _undecorated(thing):
    # What `View.as_view()` makes has the class; Django's own decorators keep that.
    thing = getattr(thing, "view_class", thing)
    while isinstance(thing, functools.partial):
        thing = thing.func
    thing = inspect.unwrap(thing)
    return getattr(thing, "__func__", thing)


def _place(thing):
    code = getattr(thing, "__code__", None)
    if code is not None:
        return place_in_project((code.co_filename, code.co_firstlineno))
    owner = thing if inspect.isclass(thing) else type(thing)
    return _place_of_class(owner)


@functools.lru_cache(maxsize=1024)
def _place_of_class(owner):
    file = inspect.getsourcefile(owner)
    if place_in_project((file, 1)) is None:
        return None
    # Python 3.13 and later know it; else it is looked for in the source.
    line = vars(owner).get("__firstlineno__") or inspect.getsourcelines(owner)[1]
    return place_in_project((file, line))
