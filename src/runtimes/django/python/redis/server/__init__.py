"""The store behind the clients. Servers live as long as the interpreter, by host and port."""

from weakref import WeakSet

from ..exceptions import ResponseError
from .keyspace import Keyspace

DATABASES = 16

_servers = {}


class Server:
    """Sixteen databases, as Redis has by default, and the subscribers of its channels."""

    def __init__(self):
        self.keyspaces = {}
        # One that nobody holds any more has hung up.
        self.subscribers = WeakSet()

    def keyspace(self, number):
        if not 0 <= number < DATABASES:
            raise ResponseError("DB index is out of range")
        if number not in self.keyspaces:
            self.keyspaces[number] = Keyspace(self)
        return self.keyspaces[number]

    def publish(self, channel, payload):
        """Hands a message to those who listen; how many got it."""
        return sum(subscriber.receive(channel, payload) for subscriber in list(self.subscribers))


def server_at(host, port):
    """The server of this name; `localhost` and `127.0.0.1` are one."""
    address = ("127.0.0.1" if host in ("localhost", "::1") else host, port)
    if address not in _servers:
        _servers[address] = Server()
    return _servers[address]
