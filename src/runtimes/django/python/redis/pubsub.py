"""Channels: what is published reaches those who subscribed before, in this interpreter."""

import time
from collections import deque

from .exceptions import PubSubError, RedisError
from .server.keyspace import matcher

NOBODY_ELSE = (
    "No message is waiting, and in this tab nobody can publish one while the program listens: "
    "publish first, or use get_message()."
)


class Mailbox:
    """Subscriptions of one client, and the messages that came for them."""

    def __init__(self, pool, ignore_subscribe_messages=False):
        self.pool = pool
        self.encoder = pool.encoder
        self.ignore_subscribe_messages = ignore_subscribe_messages
        self.channels = {}
        self.patterns = {}
        self.waiting = deque()
        pool.server.subscribers.add(self)

    @property
    def subscribed(self):
        return bool(self.channels or self.patterns)

    def receive(self, channel, payload):
        """Called by the server for each message; how many subscriptions it fits."""
        names = [("message", None)] if channel in self.channels else []
        names += [("pmessage", pattern) for pattern in self.patterns if matcher(pattern)(channel)]
        for kind, pattern in names:
            self.waiting.append({"type": kind, "pattern": pattern, "channel": channel, "data": payload})
        return len(names)

    def change(self, kind, table, names, handlers):
        """Subscribes (`names` and `handlers` by name) or, with handlers None, unsubscribes."""
        chosen = names if handlers is not None or names else list(table)
        for name in map(self.encoder.encode, chosen):
            if handlers is None:
                table.pop(name, None)
            else:
                table[name] = handlers.get(name)
            count = len(self.channels) + len(self.patterns)
            self.waiting.append({"type": kind, "pattern": None, "channel": name, "data": count})

    def next_message(self, ignore_subscribe_messages=False):
        """The next message in redis-py's form; None when there is none or a handler or the caller's wish took it."""
        message = self.waiting.popleft()
        kind = message["type"]
        if not kind.endswith("message"):
            if ignore_subscribe_messages or self.ignore_subscribe_messages:
                return None
        handler = self.patterns.get(message["pattern"]) or self.channels.get(message["channel"])
        decoded = {key: self.encoder.decode(value) if key != "type" else value for key, value in message.items()}
        if kind.endswith("message") and handler:
            handler(decoded)
            return None
        return decoded

    def close(self):
        self.channels, self.patterns = {}, {}
        self.waiting.clear()
        self.pool.server.subscribers.discard(self)


class PubSub:
    def __init__(self, connection_pool, shard_hint=None, ignore_subscribe_messages=False, **_options):
        self.mailbox = Mailbox(connection_pool, ignore_subscribe_messages)

    @property
    def subscribed(self):
        return self.mailbox.subscribed

    @property
    def channels(self):
        return self.mailbox.channels

    @property
    def patterns(self):
        return self.mailbox.patterns

    def subscribe(self, *names, **handlers):
        self.mailbox.change("subscribe", self.mailbox.channels, *handled(self.mailbox.encoder, names, handlers))

    def psubscribe(self, *names, **handlers):
        self.mailbox.change("psubscribe", self.mailbox.patterns, *handled(self.mailbox.encoder, names, handlers))

    def unsubscribe(self, *names):
        self.mailbox.change("unsubscribe", self.mailbox.channels, names, None)

    def punsubscribe(self, *names):
        self.mailbox.change("punsubscribe", self.mailbox.patterns, names, None)

    def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message that is there, or None: waiting brings none."""
        if not self.mailbox.waiting:
            if not self.subscribed and not timeout:
                raise RuntimeError("pubsub connection not set: did you forget to call subscribe() or psubscribe()?")
            time.sleep(timeout or 0)
            return None
        return self.mailbox.next_message(ignore_subscribe_messages)

    def listen(self):
        while self.subscribed or self.mailbox.waiting:
            if not self.mailbox.waiting:
                raise PubSubError(NOBODY_ELSE)
            message = self.mailbox.next_message()
            if message is not None:
                yield message

    def run_in_thread(self, *args, **kwargs):
        raise RedisError("Threads cannot start here: call get_message() where the program has time for it.")

    def close(self):
        self.mailbox.close()

    reset = close

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def handled(encoder, names, handlers):
    """All names of `subscribe("a", b=handler)`, and the handlers by encoded name."""
    by_name = {encoder.encode(name): handler for name, handler in handlers.items()}
    return [*names, *handlers], by_name
