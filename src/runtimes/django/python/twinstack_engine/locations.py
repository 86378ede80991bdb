"""The lines of the project that an exception points at: one of the learner's, one of the tests'."""

import os
import traceback

from . import places

# Where Django renders and compiles the tags of templates.
TEMPLATE_ENGINE = os.path.join("django", "template", "base.py")


def locations(error):
    """The deepest place in a learner's file and the deepest in a test file, where there are any.

    Looks through the exceptions that led to this one: Django wraps some errors.
    """
    found = {}
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for place in reversed(places_of(error)):
            key = "learnerLocation" if places.is_learners(place["file"]) else "testLocation"
            found.setdefault(key, place)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def places_of(error):
    """Places in the project, outermost first: Python frames, template tags, and what the error itself names."""
    candidates = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        candidates.append((frame.f_code.co_filename, line))
        candidates.append(template_place(frame, error))
    if isinstance(error, SyntaxError):
        # Code that cannot be compiled has no frame.
        candidates.append((error.filename, error.lineno, error.offset))
    elif isinstance(error, ImportError) and is_of_learner(error.path):
        # The module is there, but lacks the name that was asked for.
        candidates.append((error.path, 1))
    return [place for place in map(place_in_project, candidates) if place]


def is_of_learner(path):
    """Whether an absolute path, or None, is one of the learner's files."""
    relative = places.in_project(path) if path else None
    return relative is not None and places.is_learners(relative)


def template_place(frame, error):
    """Where in a template the tag is that this frame of Django's template engine renders or compiles."""
    code = frame.f_code
    if code.co_name not in ("render_annotated", "compile_nodelist") or not code.co_filename.endswith(TEMPLATE_ENGINE):
        return None
    subject = frame.f_locals.get("self")
    token = getattr(subject if code.co_name == "render_annotated" else error, "token", None)
    origin = getattr(subject, "origin", None)
    return (origin.name, token.lineno) if origin is not None and token is not None else None


def place_in_project(candidate):
    """`{"file", "line", "column"}` of `(file, line, column)`, or None when the file is not of the project."""
    if candidate is None or not candidate[0]:
        return None
    file = places.in_project(str(candidate[0]))
    if file is None:
        return None
    _, line, *column = candidate
    place = {"file": file, "line": line or 1}
    return {**place, "column": column[0]} if column and column[0] else place
