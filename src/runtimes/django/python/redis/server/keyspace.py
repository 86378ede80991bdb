"""One database: values by key, with types and expiry, and the commands that work on any key."""

import fnmatch
import random
import re
import time

from ..exceptions import ResponseError

WRONG_TYPE = "WRONGTYPE Operation against a key holding the wrong kind of value"
NOT_AN_INTEGER = "value is not an integer or out of range"
NOT_A_FLOAT = "value is not a valid float"

TYPE_NAMES = {bytes: b"string", dict: b"hash", list: b"list", set: b"set"}


class SortedSet(dict):
    """Members with their scores."""

    def ranked(self):
        """`(member, score)` in the order of Redis: by score, then by member."""
        return sorted(self.items(), key=lambda pair: (pair[1], pair[0]))


class Keyspace:
    def __init__(self, server):
        self.server = server
        self._values = {}
        self._deadlines = {}
        # What WATCH compares: it changes with every write to a key.
        self.versions = {}

    def peek(self, key):
        """The value of a key that has not expired, or None."""
        deadline = self._deadlines.get(key)
        if deadline is not None and deadline <= time.time():
            self.remove(key)
        return self._values.get(key)

    def read(self, key, kind):
        """The value, which is of this type, or None. A SortedSet is no hash."""
        value = self.peek(key)
        if value is not None and type(value) is not kind:
            raise ResponseError(WRONG_TYPE)
        return value

    def open(self, key, kind):
        """The container at a key, made when there is none. The caller ends with `settle`."""
        value = self.read(key, kind)
        if value is None:
            value = self._values[key] = kind()
        return value

    def settle(self, key):
        """After a container was changed: an empty one goes, as in Redis."""
        if key in self._values and not self._values[key] and type(self._values[key]) is not bytes:
            self.remove(key)
        self.touch(key)

    def write(self, key, value, keep_expiry=False):
        self._values[key] = value
        if not keep_expiry:
            self._deadlines.pop(key, None)
        self.settle(key)

    def remove(self, key):
        """Whether there was one."""
        self._deadlines.pop(key, None)
        self.touch(key)
        return self._values.pop(key, None) is not None

    def touch(self, key):
        self.versions[key] = self.versions.get(key, 0) + 1

    def keys(self):
        return [key for key in list(self._values) if self.peek(key) is not None]

    def clear(self):
        for key in list(self._values):
            self.remove(key)

    def deadline(self, key):
        """When the key expires, in seconds since 1970; None when it does not."""
        return self._deadlines.get(key)

    def expire_at(self, key, moment):
        if moment <= time.time():
            return self.remove(key)
        self._deadlines[key] = moment
        self.touch(key)
        return True

    def persist(self, key):
        self.touch(key)
        return self._deadlines.pop(key, None) is not None

    def random_key(self):
        keys = self.keys()
        return random.choice(keys) if keys else None


def type_name(value):
    if value is None:
        return b"none"
    return b"zset" if isinstance(value, SortedSet) else TYPE_NAMES[type(value)]


def to_int(text):
    if not re.fullmatch(rb"-?\d+", text):
        raise ResponseError(NOT_AN_INTEGER)
    return int(text)


def to_float(text):
    try:
        return float(text.replace(b"(", b""))
    except ValueError:
        raise ResponseError(NOT_A_FLOAT) from None


def from_float(number):
    """As Redis writes it: no exponent for common sizes, no ".0"."""
    return (b"%.17g" % number) if float(b"%.15g" % number) != number else b"%.15g" % number


def matcher(pattern):
    """A test for Redis's glob patterns: `*`, `?`, `[abc]`, `[^a]` and a backslash before a plain character."""
    text = pattern.decode("latin-1").replace("[^", "[!")
    text = re.sub(r"\\(.)", lambda found: f"[{found[1]}]", text)
    compiled = re.compile(fnmatch.translate(text), re.DOTALL)
    return lambda key: compiled.match(key.decode("latin-1")) is not None


def between(items, start, end):
    """A slice by Redis's positions: both ends count, negative ones from the end."""
    size = len(items)
    start = max(0, start + size if start < 0 else start)
    end = end + size if end < 0 else end
    return items[start : end + 1] if end >= start else items[:0]
