"""Sockets lead nowhere: a tab's Python may not reach the network, and nothing can reach it."""

import errno
import socket

CONNECT_SENTENCE = (
    "There is no network here: programs in this tab can connect to nothing. "
    "In tests, put a stand-in where the request is made: unittest.mock.patch."
)

LISTEN_SENTENCE = (
    "A program in this tab cannot listen on a socket. "
    "Start Django's server with python manage.py runserver: the preview sends it its requests."
)


def refuse_connection(*args, **kwargs):
    """Stands in for what reaches out."""
    raise OSError(errno.ENETUNREACH, CONNECT_SENTENCE)


def refuse_listening(*args, **kwargs):
    """Stands in for what waits for others."""
    raise OSError(errno.EACCES, LISTEN_SENTENCE)


def install():
    socket.getaddrinfo = refuse_connection
    socket.socket.connect = refuse_connection
    socket.socket.connect_ex = refuse_connection
    socket.socket.bind = refuse_listening
    socket.socket.listen = refuse_listening
