"""Tracebacks as a learner should see them."""

import os
import traceback

from . import places


def print_error(error, file):
    """Prints an uncaught exception as Python does, without the engine's own frames."""
    formatted = traceback.TracebackException.from_exception(error, compact=True)
    _prune(formatted, lambda filename: not _is_hidden(filename), set())
    print("".join(formatted.format()), end="", file=file)


def _is_hidden(filename):
    return places.is_engines(filename) or filename.startswith("<frozen runpy")


def describe(error):
    """The traceback as text: first the project's own frames, then, when others were left out, all of them."""
    full = _format(error, keep=lambda filename: not places.is_engines(filename) and not _is_unittest(filename))
    short = _format(error, keep=lambda filename: places.in_project(filename) is not None)
    if short == full:
        return short
    return f"{short}\n\nWith the frames of Django and Python:\n\n{full}"


def _is_unittest(filename):
    return f"{os.sep}unittest{os.sep}" in filename or filename.startswith("<frozen")


def _format(error, keep):
    formatted = traceback.TracebackException.from_exception(error, compact=True)
    _prune(formatted, keep, set())
    text = "".join(formatted.format(chain=True))
    return text.replace(f'"{places.PROJECT}{os.sep}', '"').strip()


def _prune(formatted, keep, seen):
    """Drops the frames that are not kept, of the exception and of those that led to it."""
    if formatted is None or id(formatted) in seen:
        return
    seen.add(id(formatted))
    kept = [frame for frame in formatted.stack if keep(frame.filename)]
    formatted.stack = traceback.StackSummary.from_list(kept)
    _prune(formatted.__cause__, keep, seen)
    _prune(formatted.__context__, keep, seen)
