"""Runs a command as a terminal would: output on the standard streams, an exit code at the end."""

import atexit
import builtins
import os
import re
import runpy
import sys
import types

from . import places, tracebacks
from .management import ServerStarted

COMMAND_NOT_FOUND = 127
PYTHON = ("python", "python3")

# In front of a command, as in a shell: `DJANGO_SUPERUSER_PASSWORD=secret python manage.py …`.
ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)

# What learners type in front of other commands, and what to do here.
INSTEAD = {
    "pip": "the engine has Django and its packages, and no network to fetch others.",
    "pip3": "the engine has Django and its packages, and no network to fetch others.",
    "source": "there is no virtual environment to activate: type the command itself.",
    "cd": "commands run in the project's folder: give the path in the command, as in python app/file.py.",
    "export": "put the variable in front of the command: NAME=value python manage.py check.",
    "redis-server": "the Redis stand-in is there without a server: import redis.",
    "gunicorn": 'start Django\'s own server: "python manage.py runserver".',
    "uvicorn": 'start Django\'s own server: "python manage.py runserver".',
    "sqlite3": 'ask the database from Python: python manage.py shell -c "…".',
}


class UsageError(Exception):
    """The command cannot be run here; the message says why, `exit_code` is what a shell would give."""

    def __init__(self, message, exit_code):
        super().__init__(message)
        self.exit_code = exit_code


def run(command):
    """Runs a command line, given as words. Returns its exit code, or the `Server` it started."""
    try:
        program, *arguments = take_assignments(command)
        start = find_program(program)
        start(arguments)
        code = 0
    except ServerStarted as started:
        return started.server
    except UsageError as error:
        print(error, file=sys.stderr)
        code = error.exit_code
    except SystemExit as error:
        code = exit_code(error.code)
    except BaseException as error:
        tracebacks.print_error(error, sys.stderr)
        code = 1
    finish_streams()
    return code


def take_assignments(command):
    """Puts leading `NAME=value` words into the environment; the words after them."""
    words = list(command)
    while len(words) > 1 and (assignment := ASSIGNMENT.fullmatch(words[0])):
        os.environ[assignment[1]] = assignment[2]
        words.pop(0)
    return words


def find_program(program):
    """The function that runs `program` with its arguments."""
    if program in PYTHON:
        return run_python
    if program == "django-admin":
        return run_django_admin
    if program in INSTEAD:
        raise UsageError(f"{program}: command not found; {INSTEAD[program]}", COMMAND_NOT_FOUND)
    raise UsageError(
        f"{program}: command not found. This engine runs python and django-admin, "
        'for instance "python manage.py check" or "python main.py".',
        COMMAND_NOT_FOUND,
    )


def run_python(arguments):
    """`python file.py …`, `python -c code …`, `python -m module …`, or a program on standard input."""
    match arguments:
        case ["-V" | "--version", *_]:
            print(f"Python {sys.version.split()[0]}")
        case ["-c", code, *rest]:
            run_code(code, "<string>", ["-c", *rest], folder="")
        case ["-m", module, *rest]:
            sys.argv = ["-m", *rest]
            sys.path.insert(0, places.PROJECT)
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case [] | ["-"]:
            run_code(sys.stdin.read(), "<stdin>", arguments or [""], folder="")
        case [option, *_] if option.startswith("-"):
            raise UsageError(f"python: this engine does not know the option {option}; it knows -c, -m and -V.", 2)
        case [file, *_]:
            run_file(file, arguments)


def run_file(file, argv):
    """Runs a file of the project as `__main__`."""
    path = os.path.join(places.PROJECT, file)
    if os.path.isdir(path):
        path = os.path.join(path, "__main__.py")
    try:
        with open(path, "rb") as opened:
            source = opened.read()
    except OSError as error:
        raise UsageError(f"python: can't open file '{path}': [Errno 2] {error.strerror}", 2) from None
    run_code(source, path, argv, folder=os.path.dirname(path))


def run_code(source, filename, argv, folder):
    """Runs source text as the module `__main__`; `folder` comes first on the import path."""
    sys.argv = list(argv)
    sys.path.insert(0, folder)
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    if not filename.startswith("<"):
        main.__file__ = filename
    sys.modules["__main__"] = main
    exec(compile(source, filename, "exec", dont_inherit=True), main.__dict__)


def run_django_admin(arguments):
    """`django-admin …`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["django-admin", *arguments])


def exit_code(code):
    """What `sys.exit(code)` means to a shell."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def finish_streams():
    """What Python does at its end: exit functions, then what is still buffered."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            # The program replaced or closed the stream: then there is nothing to write.
            continue
