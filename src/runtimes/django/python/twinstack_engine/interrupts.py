"""Lets Stop reach code that does not look for interrupts by itself: long sleeps and long queries.

Python looks between two of its own instructions. `time.sleep` and SQLite do
not come back to Python until they are through.
"""

import functools
import sqlite3
import time

# How long a sleep goes on without a look, in seconds.
SLICE = 0.01

# After how many instructions of SQLite's virtual machine Python may look: a few times a millisecond.
SQLITE_INSTRUCTIONS = 10_000

# Python in WebAssembly looks at every fiftieth jump or call (Py_EMSCRIPTEN_SIGNAL_HANDLING in CPython's ceval.c).
JUMPS_UNTIL_A_LOOK = 50

original_sleep = time.sleep
original_connect = sqlite3.connect


@functools.wraps(original_sleep)
def sleep(seconds, /):
    """`time.sleep` in slices."""
    if not isinstance(seconds, (int, float)) or not seconds > SLICE:
        return original_sleep(seconds)
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        original_sleep(min(left, SLICE))


@functools.wraps(original_connect)
def connect(*args, **kwargs):
    """`sqlite3.connect`, whose queries end when an interrupt comes."""
    connection = original_connect(*args, **kwargs)
    # An exception in the handler, here KeyboardInterrupt, makes SQLite give up the query.
    connection.set_progress_handler(_go_on, SQLITE_INSTRUCTIONS)
    return connection


def _go_on():
    for _ in range(JUMPS_UNTIL_A_LOOK):
        pass
    return 0


def install():
    """Puts both in place, before the project is loaded."""
    time.sleep = sleep
    sqlite3.connect = sqlite3.dbapi2.connect = connect
