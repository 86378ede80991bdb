"""What stands where redis-py has sockets: a pool names one database of one in-tab server."""

from urllib.parse import parse_qs, unquote, urlparse

from .encoding import Encoder
from .server import server_at


class DefaultParser:
    """Django's cache backend names it; nothing is parsed here."""


class Connection:
    """Names the class a pool is said to use."""


class ConnectionPool:
    """`host`, `port` and `db` choose the database; options about sockets are taken and ignored."""

    def __init__(self, connection_class=Connection, max_connections=None, **options):
        self.connection_class = connection_class
        self.max_connections = max_connections
        self.connection_kwargs = options
        self.encoder = Encoder(
            options.get("encoding", "utf-8"),
            options.get("encoding_errors", "strict"),
            options.get("decode_responses", False),
        )
        self.server = server_at(options.get("host", "localhost"), int(options.get("port", 6379)))
        self.db = int(options.get("db") or 0)

    @classmethod
    def from_url(cls, url, **options):
        """`redis://[user:password@]host:port/db?option=value`; also `rediss://` and `unix://path`."""
        parts = urlparse(url)
        if parts.scheme not in ("redis", "rediss", "unix"):
            raise ValueError("Redis URL must specify one of the following schemes (redis://, rediss://, unix://)")
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = unquote(parts.path).strip("/")
        found = {"host": parts.hostname or path or "localhost", "port": parts.port or 6379}
        if parts.scheme != "unix" and path.isdigit():
            found["db"] = int(path)
        if "db" in query:
            found["db"] = int(query["db"])
        if query.get("decode_responses", "").lower() in ("true", "yes", "1"):
            found["decode_responses"] = True
        return cls(**{**options, **found})

    @property
    def keyspace(self):
        return self.server.keyspace(self.db)

    def disconnect(self, inuse_connections=True):
        """There is nothing to disconnect."""

    close = reset = disconnect


class BlockingConnectionPool(ConnectionPool):
    """The same here: nobody waits for a connection."""
