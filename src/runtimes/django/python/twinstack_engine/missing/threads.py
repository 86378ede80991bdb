"""Threads cannot start: a tab's Python has one."""

import threading

SENTENCE = (
    "Threads cannot start here: the engine runs Python in a single thread of the browser tab. "
    "Call the function directly, or use asyncio."
)

LIVE_SERVER_SENTENCE = (
    "LiveServerTestCase starts a server on a socket, in a thread, and a browser tab has neither. "
    "Test the pages with self.client in a TestCase, or look at them in the preview: python manage.py runserver."
)


def refuse_thread(*args, **kwargs):
    """Stands in for the start of a thread."""
    raise RuntimeError(SENTENCE)


def refuse_live_server(cls):
    """Stands in for `LiveServerTestCase.setUpClass`."""
    raise RuntimeError(LIVE_SERVER_SENTENCE)


def install():
    threading._start_joinable_thread = refuse_thread


def refuse_live_servers():
    from django.test import LiveServerTestCase

    LiveServerTestCase.setUpClass = classmethod(refuse_live_server)
