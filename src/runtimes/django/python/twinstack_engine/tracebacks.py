"""Tracebacks as a learner should see them: the project's own frames, the others folded into one line each."""

import itertools
import logging
import os
import sys
import traceback
import types
import unittest

from . import places

#: `python manage.py … --traceback`, Django's own option, or this variable: every frame is shown.
FULL_VARIABLE = "TWINSTACK_TRACEBACK"

SITE_PACKAGES = os.path.dirname(places.ENGINE)


def print_error(error, file):
    """Prints an uncaught exception as Python does, without the engine's own frames, and folded."""
    print(format_error(error, fold=not wants_all_frames()), end="", file=file)


def wants_all_frames():
    return "--traceback" in sys.argv or os.environ.get(FULL_VARIABLE) == "full"


def describe(error):
    """The traceback as text: first with the frames of others folded, then, when there were any, all of them."""
    full = _relative(format_error(error, fold=False, hide_unittest=True))
    short = _relative(format_error(error, fold=True, hide_unittest=True))
    if short == full:
        return short
    return f"{short}\n\nWith the frames of Django and Python:\n\n{full}"


def _relative(text):
    return text.replace(f'"{places.PROJECT}{os.sep}', '"').strip()


def format_error(error, fold, hide_unittest=False):
    """The whole text of an exception and of those that led to it."""
    formatted = traceback.TracebackException.from_exception(error, compact=True)
    _arrange(formatted, fold, hide_unittest)
    return "".join(formatted.format(chain=True))


def _arrange(formatted, fold, hide_unittest):
    """Gives every exception of the chain, and of groups, the stack that is to be shown."""
    seen, waiting = set(), [formatted]
    while waiting:
        exception = waiting.pop()
        if exception is None or id(exception) in seen:
            continue
        seen.add(id(exception))
        frames = [frame for frame in exception.stack if not _is_hidden(frame.filename, hide_unittest)]
        exception.stack = FoldedStack(frames)
        exception.stack.is_folded = fold
        waiting += [exception.__cause__, exception.__context__, *(exception.exceptions or [])]


def _is_hidden(filename, hide_unittest):
    """The engine's frames, and what only starts a program or a test."""
    if places.is_engines(filename) or filename.startswith(("<frozen runpy", "<frozen importlib")):
        return True
    return hide_unittest and f"{os.sep}unittest{os.sep}" in filename


class FoldedStack(traceback.StackSummary):
    """A stack that shows the project's frames, and one line for each run of others between them."""

    is_folded = True

    def format(self, **options):
        if not self.is_folded or not any(_is_own(frame) for frame in self):
            # Nothing of the learner's: the frames are all there is to go by.
            return super().format(**options)
        lines = []
        for owner, frames in itertools.groupby(self, _owner):
            frames = list(frames)
            if owner is None:
                lines += traceback.StackSummary.from_list(frames).format(**options)
            else:
                count = "1 frame" if len(frames) == 1 else f"{len(frames)} frames"
                lines.append(f"  … {count} of {owner} …\n")
        return lines


def _is_own(frame):
    return _owner(frame) is None


def _owner(frame):
    """Whose the code is: None for the project's and what was typed, else a name."""
    if places.in_project(frame.filename) is not None or frame.filename in ("<string>", "<stdin>", "<console>"):
        return None
    if frame.filename.startswith(SITE_PACKAGES) or f"{os.sep}site-packages{os.sep}" in frame.filename:
        package = frame.filename.replace(os.sep, "/").rpartition("/site-packages/")[2].partition("/")[0]
        return {"django": "Django"}.get(package, package)
    return "Python"


def format_logged(_formatter, exc_info):
    """`logging.Formatter.formatException`: a view that raised is logged with its traceback."""
    if exc_info[1] is None:
        return "NoneType: None"
    return format_error(exc_info[1], fold=not wants_all_frames()).rstrip("\n")


class FoldedException(traceback.TracebackException):
    """What `manage.py test` prints of a test that failed."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _arrange(self, fold=not wants_all_frames(), hide_unittest=False)


def install():
    """Makes the tracebacks of logs and of unittest fold. A log formatter with a method of its own stays as it is."""
    logging.Formatter.formatException = format_logged
    # All that this module uses of `traceback`.
    unittest.result.traceback = types.SimpleNamespace(TracebackException=FoldedException)
