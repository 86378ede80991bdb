"""What CPython has and a tab's Python lacks: replaced where that works, explained where it does not.

One module for each: what it takes over, and the sentence a learner gets where nothing can.
"""

from . import network, passwords, processes, terminal, threads, time_zones

MEMORY_SENTENCE = "The program asked for more memory than the engine gives it."


def install():
    """Puts the replacements in place, once per interpreter and before Django is imported."""
    for part in (passwords, threads, processes, network, time_zones, terminal):
        part.install()


def adapt_django():
    """What belongs to it in Django, once that is imported and before the project is loaded."""
    passwords.lower_costs()
    threads.refuse_live_servers()


def use_host(functions):
    """Takes the worker's JavaScript functions. A memory snapshot may hold none, so this comes after it."""
    passwords.host = time_zones.host = functions
