"""Strings and counters, with redis-py's signatures."""

from ..encoding import list_of, milliseconds, seconds, timestamp


def expiry_words(ex, px, exat, pxat):
    """The options of SET and GETEX that say when a key expires."""
    words = []
    for option, value, convert in (
        ("EX", ex, seconds),
        ("PX", px, milliseconds),
        ("EXAT", exat, timestamp),
        ("PXAT", pxat, lambda moment: int(moment.timestamp() * 1000) if hasattr(moment, "timestamp") else int(moment)),
    ):
        if value is not None:
            words += [option, convert(value)]
    return words


class StringCommands:
    def get(self, name):
        return self.execute_command("GET", name)

    def set(
        self, name, value, ex=None, px=None, nx=False, xx=False, keepttl=False, get=False, exat=None, pxat=None
    ):
        words = expiry_words(ex, px, exat, pxat)
        flags = {"NX": nx, "XX": xx, "KEEPTTL": keepttl, "GET": get}
        words += [flag for flag, wanted in flags.items() if wanted]
        return self.execute_command("SET", name, value, *words, with_get=get)

    def setnx(self, name, value):
        return self.execute_command("SETNX", name, value)

    def setex(self, name, time, value):
        return self.execute_command("SETEX", name, seconds(time), value)

    def psetex(self, name, time_ms, value):
        return self.execute_command("PSETEX", name, milliseconds(time_ms), value)

    def getset(self, name, value):
        return self.execute_command("GETSET", name, value)

    def getdel(self, name):
        return self.execute_command("GETDEL", name)

    def getex(self, name, ex=None, px=None, exat=None, pxat=None, persist=False):
        words = expiry_words(ex, px, exat, pxat)
        return self.execute_command("GETEX", name, *words, *(["PERSIST"] if persist else []))

    def append(self, key, value):
        return self.execute_command("APPEND", key, value)

    def strlen(self, name):
        return self.execute_command("STRLEN", name)

    def getrange(self, key, start, end):
        return self.execute_command("GETRANGE", key, start, end)

    def setrange(self, name, offset, value):
        return self.execute_command("SETRANGE", name, offset, value)

    def incr(self, name, amount=1):
        return self.execute_command("INCRBY", name, amount)

    incrby = incr

    def decr(self, name, amount=1):
        return self.execute_command("DECRBY", name, amount)

    decrby = decr

    def incrbyfloat(self, name, amount=1.0):
        return self.execute_command("INCRBYFLOAT", name, amount)

    def mget(self, keys, *args):
        return self.execute_command("MGET", *list_of(keys, args))

    def mset(self, mapping):
        return self.execute_command("MSET", *(word for pair in mapping.items() for word in pair))

    def msetnx(self, mapping):
        return self.execute_command("MSETNX", *(word for pair in mapping.items() for word in pair))
