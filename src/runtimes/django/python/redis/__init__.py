"""A stand-in for Redis and redis-py, made for the Twinstack engine: no server, no network.

`import redis` gives the interface of redis-py 6 over a store in the memory of this interpreter. Strings, expiry,
hashes, lists, sets, sorted sets, counters, pipelines, WATCH, locks and pub/sub behave as documented
(https://redis.io/docs/latest/commands/). What one run stores is gone with it. Scripts (Lua), streams, geo, cluster and
sentinel are not there; a command the stand-in lacks says so.
"""

from . import asyncio, connection, exceptions
from .client import Redis, StrictRedis, from_url
from .connection import BlockingConnectionPool, Connection, ConnectionPool
from .exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    DataError,
    InvalidResponse,
    LockError,
    LockNotOwnedError,
    NoScriptError,
    PubSubError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
    WatchError,
)

#: redis-py's version whose interface this follows, and what it is.
__version__ = "6.4.0+twinstack.standin"
VERSION = (6, 4, 0, "standin")

__all__ = [
    "AuthenticationError",
    "BlockingConnectionPool",
    "BusyLoadingError",
    "Connection",
    "ConnectionError",
    "ConnectionPool",
    "DataError",
    "InvalidResponse",
    "LockError",
    "LockNotOwnedError",
    "NoScriptError",
    "PubSubError",
    "ReadOnlyError",
    "Redis",
    "RedisError",
    "ResponseError",
    "StrictRedis",
    "TimeoutError",
    "WatchError",
    "asyncio",
    "connection",
    "exceptions",
    "from_url",
]
