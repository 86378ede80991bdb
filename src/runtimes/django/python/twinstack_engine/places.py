"""Where things are on the interpreter's disk, and whose a file is."""

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
    path = os.path.abspath(path)
    if not path.startswith(PROJECT + os.sep):
        return None
    return os.path.relpath(path, PROJECT).replace(os.sep, "/")


def is_learners(path):
    """Whether a path relative to the project is the learner's: not one of the tests."""
    return not path.startswith("tests/")


def is_engines(path):
    """Whether the file belongs to the engine, which no traceback shows."""
    return path.startswith(ENGINE)
