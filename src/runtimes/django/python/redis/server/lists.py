"""Commands on lists. Those that block answer at once: in one thread, nobody could push meanwhile."""

from ..exceptions import ResponseError
from .keyspace import between, to_int

WAITS_FOR_EVER = (
    "The list is empty, and in this tab nobody can push to it while the program waits: give a timeout, or push first."
)


def _read(space, key):
    return space.read(key, list) or []


def _push(at_left, only_existing=False):
    def command(space, key, *values):
        if only_existing and not _read(space, key):
            return 0
        items = space.open(key, list)
        items[:] = [*reversed(values), *items] if at_left else [*items, *values]
        space.settle(key)
        return len(items)

    return command


def _pop(at_left):
    def command(space, key, count=None):
        items = space.read(key, list)
        if items is None:
            return None
        popped = [items.pop(0 if at_left else -1) for _ in range(min(len(items), 1 if count is None else to_int(count)))]
        space.settle(key)
        return popped if count is not None else popped[0]

    return command


def _pop_first_filled(at_left):
    def command(space, *arguments):
        *keys, timeout = arguments
        for key in keys:
            if _read(space, key):
                return [key, _pop(at_left)(space, key)]
        if float(timeout) == 0:
            raise ResponseError(WAITS_FOR_EVER)
        return None

    return command


def lindex(space, key, position):
    try:
        return _read(space, key)[to_int(position)]
    except IndexError:
        return None


def lset(space, key, position, value):
    items = space.read(key, list)
    if items is None:
        raise ResponseError("no such key")
    try:
        items[to_int(position)] = value
    except IndexError:
        raise ResponseError("index out of range") from None
    space.settle(key)
    return b"OK"


def lrem(space, key, count, value):
    items, count = _read(space, key), to_int(count)
    places = [place for place, item in enumerate(items) if item == value]
    chosen = places[count:] if count < 0 else places[: count or None]
    for place in reversed(chosen):
        del items[place]
    space.settle(key)
    return len(chosen)


def ltrim(space, key, start, end):
    items = _read(space, key)
    items[:] = between(items, to_int(start), to_int(end))
    space.settle(key)
    return b"OK"


def linsert(space, key, where, pivot, value):
    items = _read(space, key)
    if pivot not in items:
        return -1 if items else 0
    items.insert(items.index(pivot) + (where.upper() == b"AFTER"), value)
    space.settle(key)
    return len(items)


def lmove(space, source, destination, from_side=b"RIGHT", to_side=b"LEFT"):
    value = _pop(from_side.upper() == b"LEFT")(space, source)
    if value is not None:
        _push(to_side.upper() == b"LEFT")(space, destination, value)
    return value


def lpos(space, key, value):
    items = _read(space, key)
    return items.index(value) if value in items else None


COMMANDS = {
    "LPUSH": _push(at_left=True),
    "RPUSH": _push(at_left=False),
    "LPUSHX": _push(at_left=True, only_existing=True),
    "RPUSHX": _push(at_left=False, only_existing=True),
    "LPOP": _pop(at_left=True),
    "RPOP": _pop(at_left=False),
    "BLPOP": _pop_first_filled(at_left=True),
    "BRPOP": _pop_first_filled(at_left=False),
    "LRANGE": lambda space, key, start, end: between(list(_read(space, key)), to_int(start), to_int(end)),
    "LLEN": lambda space, key: len(_read(space, key)),
    "LINDEX": lindex,
    "LSET": lset,
    "LREM": lrem,
    "LTRIM": ltrim,
    "LINSERT": linsert,
    "LMOVE": lmove,
    "RPOPLPUSH": lmove,
    "LPOS": lpos,
}
