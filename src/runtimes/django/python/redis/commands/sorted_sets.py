"""Sorted sets, with redis-py's signatures."""

from ..encoding import list_of
from ..exceptions import DataError


def _options(withscores, start=None, num=None):
    if (start is None) != (num is None):
        raise DataError("``start`` and ``num`` must both be specified")
    words = ["WITHSCORES"] if withscores else []
    return words if start is None else [*words, "LIMIT", start, num]


class SortedSetCommands:
    def zadd(self, name, mapping, nx=False, xx=False, ch=False, incr=False, gt=False, lt=False):
        if not mapping:
            raise DataError("ZADD requires at least one element/score pair")
        flags = {"NX": nx, "XX": xx, "CH": ch, "INCR": incr, "GT": gt, "LT": lt}
        words = [flag for flag, wanted in flags.items() if wanted]
        pairs = [word for member, score in mapping.items() for word in (score, member)]
        return self.execute_command("ZADD", name, *words, *pairs)

    def zrem(self, name, *values):
        return self.execute_command("ZREM", name, *values)

    def zscore(self, name, value):
        return self.execute_command("ZSCORE", name, value)

    def zmscore(self, key, members):
        return self.execute_command("ZMSCORE", key, *list_of(members))

    def zincrby(self, name, amount, value):
        return self.execute_command("ZINCRBY", name, amount, value)

    def zcard(self, name):
        return self.execute_command("ZCARD", name)

    def zcount(self, name, min, max):
        return self.execute_command("ZCOUNT", name, min, max)

    def zrange(
        self, name, start, end, desc=False, withscores=False, score_cast_func=float, byscore=False, offset=None, num=None
    ):
        words = [*(["BYSCORE"] if byscore else []), *(["REV"] if desc else [])]
        return self.execute_command("ZRANGE", name, start, end, *words, *_options(withscores, offset, num))

    def zrevrange(self, name, start, end, withscores=False, score_cast_func=float):
        return self.execute_command("ZREVRANGE", name, start, end, *_options(withscores))

    def zrangebyscore(self, name, min, max, start=None, num=None, withscores=False, score_cast_func=float):
        return self.execute_command("ZRANGEBYSCORE", name, min, max, *_options(withscores, start, num))

    def zrevrangebyscore(self, name, max, min, start=None, num=None, withscores=False, score_cast_func=float):
        return self.execute_command("ZREVRANGEBYSCORE", name, max, min, *_options(withscores, start, num))

    def zrank(self, name, value):
        return self.execute_command("ZRANK", name, value)

    def zrevrank(self, name, value):
        return self.execute_command("ZREVRANK", name, value)

    def zpopmin(self, name, count=None):
        return self.execute_command("ZPOPMIN", name, *([count] if count is not None else []))

    def zpopmax(self, name, count=None):
        return self.execute_command("ZPOPMAX", name, *([count] if count is not None else []))

    def zremrangebyscore(self, name, min, max):
        return self.execute_command("ZREMRANGEBYSCORE", name, min, max)

    def zremrangebyrank(self, name, min, max):
        return self.execute_command("ZREMRANGEBYRANK", name, min, max)

    def zscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("ZSCAN", name, cursor, *(["MATCH", match] if match is not None else []))
