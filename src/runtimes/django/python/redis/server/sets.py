"""Commands on sets."""

import random

from .keyspace import matcher, to_int


def _read(space, key):
    return space.read(key, set) or set()


def sadd(space, key, *members):
    members = set(members)
    group = space.open(key, set)
    added = len(members - group)
    group |= members
    space.settle(key)
    return added


def srem(space, key, *members):
    group = _read(space, key)
    removed = len(group & set(members))
    group -= set(members)
    space.settle(key)
    return removed


def spop(space, key, count=None):
    group = _read(space, key)
    popped = random.sample(sorted(group), min(len(group), 1 if count is None else to_int(count)))
    srem(space, key, *popped)
    if count is not None:
        return set(popped)
    return popped[0] if popped else None


def srandmember(space, key, count=None):
    group = sorted(_read(space, key))
    if count is None:
        return random.choice(group) if group else None
    count = to_int(count)
    if count < 0:
        return random.choices(group, k=-count) if group else []
    return random.sample(group, min(count, len(group)))


def smove(space, source, destination, member):
    if not srem(space, source, member):
        return 0
    sadd(space, destination, member)
    return 1


def _combine(operation):
    def command(space, first, *others):
        return operation(set(_read(space, first)), *(_read(space, key) for key in others))

    return command


def _store(operation):
    def command(space, destination, *keys):
        result = _combine(operation)(space, *keys)
        space.write(destination, result)
        return len(result)

    return command


def sscan(space, key, cursor, *options):
    chosen = list(_read(space, key))
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option.upper() == b"MATCH":
            chosen = list(filter(matcher(value), chosen))
    return [0, chosen]


COMMANDS = {
    "SADD": sadd,
    "SREM": srem,
    "SMEMBERS": lambda space, key: set(_read(space, key)),
    "SISMEMBER": lambda space, key, member: int(member in _read(space, key)),
    "SMISMEMBER": lambda space, key, *members: [int(member in _read(space, key)) for member in members],
    "SCARD": lambda space, key: len(_read(space, key)),
    "SPOP": spop,
    "SRANDMEMBER": srandmember,
    "SMOVE": smove,
    "SUNION": _combine(set.union),
    "SINTER": _combine(set.intersection),
    "SDIFF": _combine(set.difference),
    "SUNIONSTORE": _store(set.union),
    "SINTERSTORE": _store(set.intersection),
    "SDIFFSTORE": _store(set.difference),
    "SSCAN": sscan,
}
