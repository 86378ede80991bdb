"""What CPython has and a tab's Python lacks: replaced where that works, explained where it does not.

One module for each: what it takes over, and the sentence a learner gets where nothing can.
"""

from . import network, passwords, processes, terminal, threads, time_zones

MEMORY_SENTENCE = "The program asked for more memory than the engine gives it."


def install():
    """Puts the replacements in place, once per interpreter and before the project is loaded."""
    for part in (passwords, threads, processes, network, time_zones, terminal):
        part.install()


def use_host(functions):
    """Takes the worker's JavaScript functions. A memory snapshot may hold none, so this comes after it."""
    passwords.host = time_zones.host = functions
