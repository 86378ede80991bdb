"""From a command's reply to what redis-py hands out: `True` for "OK", a truth value for counts that mean yes or no."""


def _is_ok(reply):
    return reply == b"OK" if isinstance(reply, bytes) else reply


REPLIES = {
    **dict.fromkeys("SET SETEX PSETEX MSET HMSET LSET LTRIM RENAME FLUSHDB FLUSHALL".split(), _is_ok),
    **dict.fromkeys("SETNX MSETNX EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST RENAMENX HEXISTS SMOVE".split(), bool),
    "INCRBYFLOAT": float,
    "HINCRBYFLOAT": float,
    "PING": lambda reply: reply == b"PONG" or reply,
    "TIME": tuple,
    **dict.fromkeys(["BLPOP", "BRPOP"], lambda reply: reply and tuple(reply)),
    **dict.fromkeys(["SCAN", "HSCAN", "SSCAN", "ZSCAN"], tuple),
}


def shape(name, reply, with_get=False):
    """The reply of the command `name`. `SET … GET` answers with a value, which is never a yes or no."""
    if with_get:
        return reply
    return REPLIES.get(name, lambda reply: reply)(reply)
