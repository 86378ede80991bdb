"""Commands on keys of any type, on the database and on the server."""

import os
import sys
import time

from ..exceptions import ResponseError
from .keyspace import matcher, to_int, type_name


def delete(space, *keys):
    return sum(space.peek(key) is not None and space.remove(key) for key in keys)


def exists(space, *keys):
    return sum(space.peek(key) is not None for key in keys)


def _expire(to_moment):
    def command(space, key, amount, *options):
        if space.peek(key) is None:
            return 0
        moment, now = to_moment(to_int(amount)), space.deadline(key)
        for option in (option.upper() for option in options):
            blocked = {
                b"NX": now is not None,
                b"XX": now is None,
                b"GT": now is None or moment <= now,
                b"LT": now is not None and moment >= now,
            }
            if blocked.get(option, False):
                return 0
        space.expire_at(key, moment)
        return 1

    return command


def pttl(space, key):
    if space.peek(key) is None:
        return -2
    deadline = space.deadline(key)
    return -1 if deadline is None else round((deadline - time.time()) * 1000)


def ttl(space, key):
    left = pttl(space, key)
    return left if left < 0 else (left + 500) // 1000


def persist(space, key):
    return int(space.peek(key) is not None and space.persist(key))


def keys(space, pattern):
    return list(filter(matcher(pattern), space.keys()))


def scan(space, cursor, *options):
    """All at once: a cursor of 0 says that this was the last part."""
    found = space.keys()
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option.upper() == b"MATCH":
            found = list(filter(matcher(value), found))
        elif option.upper() == b"TYPE":
            found = [key for key in found if type_name(space.peek(key)) == value.lower()]
    return [0, found]


def rename(space, key, new):
    value, deadline = space.peek(key), space.deadline(key)
    if value is None:
        raise ResponseError("no such key")
    space.remove(key)
    space.write(new, value)
    if deadline is not None:
        space.expire_at(new, deadline)
    return b"OK"


def renamenx(space, key, new):
    if space.peek(new) is not None:
        return 0
    rename(space, key, new)
    return 1


def flush_all(space, *_mode):
    for number in list(space.server.keyspaces):
        space.server.keyspaces[number].clear()
    return b"OK"


def flush_database(space, *_mode):
    space.clear()
    return b"OK"


def info(space, *_section):
    """Says first of all what it is."""
    numbers = sorted(space.server.keyspaces)
    return {
        "server_name": "Twinstack stand-in for Redis, in the memory of this tab",
        "redis_version": "7.4.0-twinstack-standin",
        "redis_mode": "standalone",
        "process_id": os.getpid(),
        "os": sys.platform,
        "tcp_port": 0,
        "connected_clients": 1,
        **{f"db{number}": {"keys": len(space.server.keyspaces[number].keys())} for number in numbers},
    }


def current_time(space):
    now = time.time()
    return [int(now), int(now % 1 * 1_000_000)]


def refuse_script(space, *_args):
    raise ResponseError("The Redis stand-in runs no Lua scripts: use a pipeline with WATCH, or a lock.")


COMMANDS = {
    "DEL": delete,
    "UNLINK": delete,
    "EXISTS": exists,
    "TOUCH": exists,
    "EXPIRE": _expire(lambda amount: time.time() + amount),
    "PEXPIRE": _expire(lambda amount: time.time() + amount / 1000),
    "EXPIREAT": _expire(lambda amount: amount),
    "PEXPIREAT": _expire(lambda amount: amount / 1000),
    "TTL": ttl,
    "PTTL": pttl,
    "PERSIST": persist,
    "KEYS": keys,
    "SCAN": scan,
    "TYPE": lambda space, key: type_name(space.peek(key)),
    "RENAME": rename,
    "RENAMENX": renamenx,
    "RANDOMKEY": lambda space: space.random_key(),
    "DBSIZE": lambda space: len(space.keys()),
    "FLUSHDB": flush_database,
    "FLUSHALL": flush_all,
    "INFO": info,
    "TIME": current_time,
    "PING": lambda space, message=b"PONG": message,
    "ECHO": lambda space, message: message,
    "PUBLISH": lambda space, channel, payload: space.server.publish(channel, payload),
    "EVAL": refuse_script,
    "EVALSHA": refuse_script,
}
