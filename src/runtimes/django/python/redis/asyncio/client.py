"""The asynchronous client."""

import asyncio

from ..base_client import BaseClient
from ..commands import Commands
from ..connection import ConnectionPool
from ..pipeline import Pipeline as SyncPipeline
from ..pubsub import Mailbox, handled


class Redis(BaseClient, Commands):
    async def execute_command(self, name, *args, with_get=False, **_options):
        reply = self.run_command(name, args, with_get)
        # A server would answer later: others have their turn.
        await asyncio.sleep(0)
        return reply

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self)

    def pubsub(self, **options):
        return PubSub(self.connection_pool, **options)

    async def scan_iter(self, match=None, count=None, _type=None):
        for key in (await self.scan(match=match, _type=_type))[1]:
            yield key

    async def aclose(self, close_connection_pool=None):
        """There is nothing to close."""

    close = aclose

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.aclose()


StrictRedis = Redis


def from_url(url, **options):
    return Redis.from_url(url, **options)


class Pipeline(SyncPipeline):
    def execute_command(self, name, *args, with_get=False, **options):
        if self.watched and not self.explicit_transaction:
            return self.client.execute_command(name, *args, with_get=with_get)
        return super().execute_command(name, *args, with_get=with_get, **options)

    async def watch(self, *names):
        return super().watch(*names)

    async def unwatch(self):
        return super().unwatch()

    async def execute(self, raise_on_error=True):
        replies = super().execute(raise_on_error)
        await asyncio.sleep(0)
        return replies

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        self.reset()


class PubSub:
    """Waits for messages without blocking: other tasks may publish meanwhile."""

    POLL_SECONDS = 0.01

    def __init__(self, connection_pool, ignore_subscribe_messages=False, **_options):
        self.mailbox = Mailbox(connection_pool, ignore_subscribe_messages)

    @property
    def subscribed(self):
        return self.mailbox.subscribed

    async def subscribe(self, *names, **handlers):
        self.mailbox.change("subscribe", self.mailbox.channels, *handled(self.mailbox.encoder, names, handlers))

    async def psubscribe(self, *names, **handlers):
        self.mailbox.change("psubscribe", self.mailbox.patterns, *handled(self.mailbox.encoder, names, handlers))

    async def unsubscribe(self, *names):
        self.mailbox.change("unsubscribe", self.mailbox.channels, names, None)

    async def punsubscribe(self, *names):
        self.mailbox.change("punsubscribe", self.mailbox.patterns, names, None)

    async def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        waited = 0.0
        while not self.mailbox.waiting:
            if timeout is not None and waited >= timeout:
                return None
            await asyncio.sleep(self.POLL_SECONDS)
            waited += self.POLL_SECONDS
        return self.mailbox.next_message(ignore_subscribe_messages)

    async def listen(self):
        while self.subscribed or self.mailbox.waiting:
            message = await self.get_message(timeout=None)
            if message is not None:
                yield message

    async def aclose(self):
        self.mailbox.close()

    close = reset = aclose

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.aclose()
