"""Where things are on the interpreter's disk, and whose a file is."""

import functools
import os

PROJECT = "/project"
ENGINE = os.path.dirname(os.path.abspath(__file__))


def set_project(folder):
    """Puts the project elsewhere; tests of the engine in a native Python do so."""
    global PROJECT
    PROJECT = os.path.realpath(folder)


def in_project(path):
    """The path relative to the project, with slashes, or None when the file is not of the project."""
    if path.startswith("<"):
        # "<string>", "<frozen importlib._bootstrap>": no file, though it would look like one of the current folder.
        return None
    # What is relative depends on the current folder, which a program may change.
    return _relative_to(PROJECT, path if os.path.isabs(path) else os.path.abspath(path))


# A page of the admin asks for the same files thousands of times.
@functools.lru_cache(maxsize=4096)
def _relative_to(project, path):
    path = os.path.normpath(path)
    if not path.startswith(project + os.sep):
        return None
    return os.path.relpath(path, project).replace(os.sep, "/")


def is_learners(path):
    """Whether a path relative to the project is the learner's: not one of the tests."""
    return not path.startswith("tests/")


def is_engines(path):
    """Whether the file belongs to the engine, which no traceback shows."""
    return path.startswith(ENGINE)
