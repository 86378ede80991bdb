"""Commands on sorted sets. Scores travel as floats."""

from ..exceptions import ResponseError
from .keyspace import SortedSet, between, matcher, to_float, to_int


def _read(space, key):
    return space.read(key, SortedSet) or SortedSet()


def zadd(space, key, *arguments):
    arguments, flags = list(arguments), set()
    while arguments and arguments[0].upper() in (b"NX", b"XX", b"GT", b"LT", b"CH", b"INCR"):
        flags.add(arguments.pop(0).upper())
    if not arguments or len(arguments) % 2:
        raise ResponseError("syntax error")
    board, added, changed, score = space.open(key, SortedSet), 0, 0, None
    for text, member in zip(arguments[::2], arguments[1::2], strict=True):
        old, score = board.get(member), to_float(text)
        if b"INCR" in flags:
            score += old or 0.0
        if _is_refused(flags, old, score):
            score = None
            continue
        added += old is None
        changed += old != score
        board[member] = score
    space.settle(key)
    if b"INCR" in flags:
        return score
    return changed if b"CH" in flags else added


def _is_refused(flags, old, score):
    if old is None:
        return b"XX" in flags
    return b"NX" in flags or (b"GT" in flags and score <= old) or (b"LT" in flags and score >= old)


def zrem(space, key, *members):
    board = _read(space, key)
    removed = sum(board.pop(member, None) is not None for member in members)
    space.settle(key)
    return removed


def _limits(low, high):
    """A test of scores for `1`, `(1`, `-inf`."""
    below, above = to_float(low), to_float(high)
    return lambda score: (
        (score > below if low.startswith(b"(") else score >= below)
        and (score < above if high.startswith(b"(") else score <= above)
    )


def _by_score(space, key, low, high):
    within = _limits(low, high)
    return [pair for pair in _read(space, key).ranked() if within(pair[1])]


def _present(pairs, with_scores):
    return pairs if with_scores else [member for member, _score in pairs]


def zrange(space, key, start, end, *options):
    options = [option.upper() for option in options]
    pairs = _read(space, key).ranked()
    if b"BYSCORE" in options:
        low, high = (end, start) if b"REV" in options else (start, end)
        pairs = _by_score(space, key, low, high)
    if b"REV" in options:
        pairs.reverse()
    if b"BYSCORE" not in options:
        pairs = between(pairs, to_int(start), to_int(end))
    if b"LIMIT" in options:
        at = options.index(b"LIMIT")
        offset, count = to_int(options[at + 1]), to_int(options[at + 2])
        pairs = pairs[offset:] if count < 0 else pairs[offset : offset + count]
    return _present(pairs, b"WITHSCORES" in options)


def _rank(reverse):
    def command(space, key, member):
        ranked = [name for name, _score in _read(space, key).ranked()]
        if reverse:
            ranked.reverse()
        return ranked.index(member) if member in ranked else None

    return command


def _pop(highest):
    def command(space, key, count=b"1"):
        ranked = _read(space, key).ranked()
        if highest:
            ranked.reverse()
        popped = ranked[: to_int(count)]
        zrem(space, key, *(member for member, _score in popped))
        return popped

    return command


def _remove(choose):
    def command(space, key, start, end):
        return zrem(space, key, *(member for member, _score in choose(space, key, start, end)))

    return command


def zscan(space, key, cursor, *options):
    pairs = _read(space, key).ranked()
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option.upper() == b"MATCH":
            fits = matcher(value)
            pairs = [pair for pair in pairs if fits(pair[0])]
    return [0, pairs]


COMMANDS = {
    "ZADD": zadd,
    "ZREM": zrem,
    "ZSCORE": lambda space, key, member: _read(space, key).get(member),
    "ZMSCORE": lambda space, key, *members: [_read(space, key).get(member) for member in members],
    "ZINCRBY": lambda space, key, amount, member: zadd(space, key, b"INCR", amount, member),
    "ZCARD": lambda space, key: len(_read(space, key)),
    "ZCOUNT": lambda space, key, low, high: len(_by_score(space, key, low, high)),
    "ZRANGE": zrange,
    "ZREVRANGE": lambda space, key, start, end, *options: zrange(space, key, start, end, b"REV", *options),
    "ZRANGEBYSCORE": lambda space, key, low, high, *options: zrange(space, key, low, high, b"BYSCORE", *options),
    "ZREVRANGEBYSCORE": lambda space, key, high, low, *options: zrange(
        space, key, high, low, b"BYSCORE", b"REV", *options
    ),
    "ZRANK": _rank(reverse=False),
    "ZREVRANK": _rank(reverse=True),
    "ZPOPMIN": _pop(highest=False),
    "ZPOPMAX": _pop(highest=True),
    "ZREMRANGEBYSCORE": _remove(_by_score),
    "ZREMRANGEBYRANK": _remove(lambda space, key, start, end: between(_read(space, key).ranked(), to_int(start), to_int(end))),
    "ZSCAN": zscan,
}
