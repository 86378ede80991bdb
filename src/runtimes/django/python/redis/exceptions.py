"""The exceptions of redis-py, by the same names and bases."""


class RedisError(Exception):
    pass


class ConnectionError(RedisError):
    pass


class TimeoutError(RedisError):
    pass


class AuthenticationError(ConnectionError):
    pass


class BusyLoadingError(ConnectionError):
    pass


class InvalidResponse(RedisError):
    pass


class ResponseError(RedisError):
    pass


class NoScriptError(ResponseError):
    pass


class ReadOnlyError(ResponseError):
    pass


class ExecAbortError(ResponseError):
    pass


class DataError(RedisError):
    pass


class PubSubError(RedisError):
    pass


class WatchError(RedisError):
    pass


class LockError(RedisError, ValueError):
    pass


class LockNotOwnedError(LockError):
    pass
