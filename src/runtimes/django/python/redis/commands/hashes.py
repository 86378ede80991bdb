"""Hashes, with redis-py's signatures."""

from ..encoding import list_of
from ..exceptions import DataError


class HashCommands:
    def hset(self, name, key=None, value=None, mapping=None, items=None):
        pairs = [*(items or [])]
        if key is not None:
            pairs += [key, value]
        pairs += [word for pair in (mapping or {}).items() for word in pair]
        if not pairs:
            raise DataError("'hset' with no key value pairs")
        return self.execute_command("HSET", name, *pairs)

    def hmset(self, name, mapping):
        return self.execute_command("HMSET", name, *(word for pair in mapping.items() for word in pair))

    def hsetnx(self, name, key, value):
        return self.execute_command("HSETNX", name, key, value)

    def hget(self, name, key):
        return self.execute_command("HGET", name, key)

    def hmget(self, name, keys, *args):
        return self.execute_command("HMGET", name, *list_of(keys, args))

    def hgetall(self, name):
        return self.execute_command("HGETALL", name)

    def hdel(self, name, *keys):
        return self.execute_command("HDEL", name, *keys)

    def hexists(self, name, key):
        return self.execute_command("HEXISTS", name, key)

    def hlen(self, name):
        return self.execute_command("HLEN", name)

    def hstrlen(self, name, key):
        return self.execute_command("HSTRLEN", name, key)

    def hkeys(self, name):
        return self.execute_command("HKEYS", name)

    def hvals(self, name):
        return self.execute_command("HVALS", name)

    def hincrby(self, name, key, amount=1):
        return self.execute_command("HINCRBY", name, key, amount)

    def hincrbyfloat(self, name, key, amount=1.0):
        return self.execute_command("HINCRBYFLOAT", name, key, amount)

    def hscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("HSCAN", name, cursor, *(["MATCH", match] if match is not None else []))
