"""Commands on hashes."""

from ..exceptions import ResponseError
from .keyspace import from_float, matcher, to_float, to_int


def _read(space, key):
    return space.read(key, dict) or {}


def hset(space, key, *pairs):
    if not pairs or len(pairs) % 2:
        raise ResponseError("wrong number of arguments for 'hset' command")
    fields = dict(zip(pairs[::2], pairs[1::2], strict=True))
    table = space.open(key, dict)
    added = len(fields.keys() - table.keys())
    table.update(fields)
    space.settle(key)
    return added


def hmset(space, key, *pairs):
    hset(space, key, *pairs)
    return b"OK"


def hsetnx(space, key, field, value):
    return 0 if field in _read(space, key) else hset(space, key, field, value)


def hdel(space, key, *fields):
    table = _read(space, key)
    removed = sum(table.pop(field, None) is not None for field in fields)
    space.settle(key)
    return removed


def hincrby(space, key, field, amount):
    total = to_int(_read(space, key).get(field, b"0")) + to_int(amount)
    hset(space, key, field, str(total).encode())
    return total


def hincrbyfloat(space, key, field, amount):
    total = from_float(to_float(_read(space, key).get(field, b"0")) + to_float(amount))
    hset(space, key, field, total)
    return total


def hscan(space, key, cursor, *options):
    chosen = dict(_read(space, key))
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option.upper() == b"MATCH":
            fits = matcher(value)
            chosen = {field: content for field, content in chosen.items() if fits(field)}
    return [0, chosen]


COMMANDS = {
    "HSET": hset,
    "HMSET": hmset,
    "HSETNX": hsetnx,
    "HGET": lambda space, key, field: _read(space, key).get(field),
    "HMGET": lambda space, key, *fields: [_read(space, key).get(field) for field in fields],
    "HGETALL": lambda space, key: dict(_read(space, key)),
    "HDEL": hdel,
    "HEXISTS": lambda space, key, field: int(field in _read(space, key)),
    "HLEN": lambda space, key: len(_read(space, key)),
    "HSTRLEN": lambda space, key, field: len(_read(space, key).get(field, b"")),
    "HKEYS": lambda space, key: list(_read(space, key)),
    "HVALS": lambda space, key: list(_read(space, key).values()),
    "HINCRBY": hincrby,
    "HINCRBYFLOAT": hincrbyfloat,
    "HSCAN": hscan,
}
