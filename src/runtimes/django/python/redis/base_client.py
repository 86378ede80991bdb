"""What the synchronous and the asynchronous client share: which database they speak to, and how."""

from .connection import ConnectionPool
from .replies import shape
from .server.commands import execute


class BaseClient:
    def __init__(self, host="localhost", port=6379, db=0, password=None, *, connection_pool=None, **options):
        self.connection_pool = connection_pool or ConnectionPool(host=host, port=port, db=db, **options)

    @classmethod
    def from_url(cls, url, **options):
        return cls(connection_pool=ConnectionPool.from_url(url, **options))

    @classmethod
    def from_pool(cls, connection_pool):
        return cls(connection_pool=connection_pool)

    def get_connection_kwargs(self):
        return self.connection_pool.connection_kwargs

    def run_command(self, name, args, with_get=False):
        """Runs one command now and gives its reply as redis-py would."""
        encoder = self.connection_pool.encoder
        reply = execute(self.connection_pool.keyspace, name, [encoder.encode(arg) for arg in args])
        return encoder.decode(shape(name, reply, with_get))

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} (in-tab stand-in, db {self.connection_pool.db})>"
