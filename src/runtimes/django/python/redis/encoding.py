"""From Python values to the bytes Redis stores, and back."""

from .exceptions import DataError


class Encoder:
    """What redis-py's connections do: UTF-8 unless told otherwise; replies stay bytes unless `decode_responses`."""

    def __init__(self, encoding="utf-8", errors="strict", decode_responses=False):
        self.encoding = encoding
        self.errors = errors
        self.decode_responses = decode_responses

    def encode(self, value):
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            kind = type(value).__name__
            raise DataError(f"Invalid input of type: '{kind}'. Convert to a bytes, string, int or float first.")
        text = value if isinstance(value, str) else repr(value)
        return text.encode(self.encoding, self.errors)

    def decode(self, reply):
        """A reply as the caller wants it; containers through and through."""
        if not self.decode_responses:
            return reply
        if isinstance(reply, bytes):
            return reply.decode(self.encoding, self.errors)
        if isinstance(reply, (list, tuple)):
            return type(reply)(self.decode(item) for item in reply)
        if isinstance(reply, set):
            return {self.decode(item) for item in reply}
        if isinstance(reply, dict):
            return {self.decode(key): self.decode(value) for key, value in reply.items()}
        return reply


def list_of(keys, more=()):
    """redis-py takes `f("a", "b")` and `f(["a", "b"])` alike."""
    single = isinstance(keys, (bytes, str, int, float)) or not hasattr(keys, "__iter__")
    return [*([keys] if single else keys), *more]


def milliseconds(span):
    """A time span, given as a `timedelta` or a number of ms."""
    return int(span.total_seconds() * 1000) if hasattr(span, "total_seconds") else int(span)


def seconds(span):
    """A time span, given as a `timedelta` or a number of seconds."""
    return int(span.total_seconds()) if hasattr(span, "total_seconds") else int(span)


def timestamp(moment):
    """A moment, given as a `datetime` or in seconds since 1970."""
    return int(moment.timestamp()) if hasattr(moment, "timestamp") else int(moment)
