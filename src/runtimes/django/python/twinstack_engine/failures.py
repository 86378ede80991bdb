"""From an exception to the `TestFailure` of the runtime contract."""

import os
import re

from . import comparisons, missing, places, tracebacks
from .locations import locations
from .printing import cut

# What unittest puts before the words of an author or of Django, who do know what is wrong.
NOISE = re.compile(r"^.{1,200} is not (true|false) : ")


def failure(error):
    """What the page is told of an exception that ended a test or the whole check."""
    is_assertion = isinstance(error, AssertionError)
    text = message(error).replace(places.PROJECT + os.sep, "")
    stack = tracebacks.describe(error)
    return {
        "kind": "assertion" if is_assertion else "error",
        "message": cut(text),
        **(comparisons.sides(error) if is_assertion else {}),
        "stack": cut(stack),
        **locations(error),
    }


def message(error):
    """The exception in words: an assertion's own message, else the type and the message."""
    if isinstance(error, AssertionError):
        return NOISE.sub("", text_of(error)) or "An assertion did not hold."
    name = type(error).__name__
    if isinstance(error, MemoryError):
        return f"{name}: {missing.MEMORY_SENTENCE}"
    if isinstance(error, SystemExit):
        return f"The test called sys.exit({'' if error.code is None else repr(error.code)}), which ends a program."
    if isinstance(error, SyntaxError):
        return f"{name}: {error.msg} ({error.filename and error.filename.rpartition('/')[2]}, line {error.lineno})"
    text = text_of(error)
    return f"{name}: {text}" if text else name


def text_of(error):
    """`str(error)`; an exception of the learner's own may be unable to say anything."""
    try:
        return str(error)
    except Exception as second:
        return f"<its text could not be made: {type(second).__name__}>"
