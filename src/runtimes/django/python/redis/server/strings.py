"""Commands on strings and counters (https://redis.io/docs/latest/commands/?group=string)."""

import time

from ..exceptions import ResponseError
from .keyspace import between, from_float, to_float, to_int

SYNTAX_ERROR = "syntax error"


def get(space, key):
    return space.read(key, bytes)


def set_(space, key, value, *options):
    options = list(options)
    flags, expiry = set(), None
    while options:
        option = options.pop(0).upper()
        if option in (b"EX", b"PX", b"EXAT", b"PXAT"):
            expiry = _deadline(option, to_int(options.pop(0)), "set")
        elif option in (b"NX", b"XX", b"KEEPTTL", b"GET"):
            flags.add(option)
        else:
            raise ResponseError(SYNTAX_ERROR)
    before = space.read(key, bytes) if b"GET" in flags else space.peek(key)
    refused = (b"NX" in flags and before is not None) or (b"XX" in flags and before is None)
    if not refused:
        space.write(key, value, keep_expiry=b"KEEPTTL" in flags)
        if expiry is not None:
            space.expire_at(key, expiry)
    if b"GET" in flags:
        return before
    return None if refused else b"OK"


def _deadline(option, amount, command):
    if amount <= 0:
        raise ResponseError(f"invalid expire time in '{command}' command")
    absolute = option.endswith(b"AT")
    span = amount / 1000 if option.startswith(b"PX") else amount
    return span if absolute else time.time() + span


def setnx(space, key, value):
    return int(set_(space, key, value, b"NX") is not None)


def setex(space, key, span, value):
    return set_(space, key, value, b"EX", span)


def psetex(space, key, span, value):
    return set_(space, key, value, b"PX", span)


def getset(space, key, value):
    return set_(space, key, value, b"GET")


def getdel(space, key):
    value = space.read(key, bytes)
    space.remove(key)
    return value


def getex(space, key, *options):
    value = space.read(key, bytes)
    if value is not None and options:
        option = options[0].upper()
        if option == b"PERSIST":
            space.persist(key)
        else:
            space.expire_at(key, _deadline(option, to_int(options[1]), "getex"))
    return value


def append(space, key, value):
    space.write(key, (space.read(key, bytes) or b"") + value, keep_expiry=True)
    return len(space.peek(key))


def strlen(space, key):
    return len(space.read(key, bytes) or b"")


def getrange(space, key, start, end):
    return between(space.read(key, bytes) or b"", to_int(start), to_int(end))


def setrange(space, key, offset, value):
    offset = to_int(offset)
    old = (space.read(key, bytes) or b"").ljust(offset, b"\0")
    space.write(key, old[:offset] + value + old[offset + len(value) :], keep_expiry=True)
    return len(space.peek(key))


def incrby(space, key, amount):
    total = to_int(space.read(key, bytes) or b"0") + to_int(amount)
    space.write(key, str(total).encode(), keep_expiry=True)
    return total


def decrby(space, key, amount):
    return incrby(space, key, str(-to_int(amount)).encode())


def incrbyfloat(space, key, amount):
    total = to_float(space.read(key, bytes) or b"0") + to_float(amount)
    space.write(key, from_float(total), keep_expiry=True)
    return space.peek(key)


def mget(space, *keys):
    values = (space.peek(key) for key in keys)
    return [value if type(value) is bytes else None for value in values]


def mset(space, *pairs):
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        space.write(key, value)
    return b"OK"


def msetnx(space, *pairs):
    if any(space.peek(key) is not None for key in pairs[::2]):
        return 0
    mset(space, *pairs)
    return 1


COMMANDS = {
    "GET": get,
    "SET": set_,
    "SETNX": setnx,
    "SETEX": setex,
    "PSETEX": psetex,
    "GETSET": getset,
    "GETDEL": getdel,
    "GETEX": getex,
    "APPEND": append,
    "STRLEN": strlen,
    "GETRANGE": getrange,
    "SETRANGE": setrange,
    "INCR": lambda space, key: incrby(space, key, b"1"),
    "DECR": lambda space, key: incrby(space, key, b"-1"),
    "INCRBY": incrby,
    "DECRBY": decrby,
    "INCRBYFLOAT": incrbyfloat,
    "MGET": mget,
    "MSET": mset,
    "MSETNX": msetnx,
}
