"""`redis.asyncio`: the same store; what the synchronous client returns is awaited here."""

from ..exceptions import (
    ConnectionError,
    DataError,
    LockError,
    PubSubError,
    RedisError,
    ResponseError,
    TimeoutError,
    WatchError,
)
from .client import ConnectionPool, Redis, StrictRedis, from_url

__all__ = [
    "ConnectionError",
    "ConnectionPool",
    "DataError",
    "LockError",
    "PubSubError",
    "Redis",
    "RedisError",
    "ResponseError",
    "StrictRedis",
    "TimeoutError",
    "WatchError",
    "from_url",
]
