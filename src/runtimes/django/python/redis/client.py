"""The synchronous client."""

from .base_client import BaseClient
from .commands import Commands
from .exceptions import WatchError
from .lock import Lock
from .pipeline import Pipeline
from .pubsub import PubSub


class Redis(BaseClient, Commands):
    """`redis.Redis(host="localhost", port=6379, db=0, decode_responses=False)`."""

    def execute_command(self, name, *args, with_get=False, **_options):
        return self.run_command(name, args, with_get)

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self)

    def transaction(self, func, *watches, shard_hint=None, value_from_callable=False, watch_delay=None):
        """Calls `func(pipeline)` and executes the pipeline, again while a watched key changed meanwhile."""
        with self.pipeline() as pipeline:
            while True:
                try:
                    if watches:
                        pipeline.watch(*watches)
                    value = func(pipeline)
                    replies = pipeline.execute()
                except WatchError:
                    continue
                return value if value_from_callable else replies

    def pubsub(self, **options):
        return PubSub(self.connection_pool, **options)

    def lock(self, name, timeout=None, sleep=0.1, blocking=True, blocking_timeout=None, lock_class=Lock, **_options):
        return lock_class(self, name, timeout, sleep, blocking, blocking_timeout)

    def scan_iter(self, match=None, count=None, _type=None):
        yield from self.scan(match=match, _type=_type)[1]

    def hscan_iter(self, name, match=None, count=None):
        yield from self.hscan(name, match=match)[1].items()

    def sscan_iter(self, name, match=None, count=None):
        yield from self.sscan(name, match=match)[1]

    def zscan_iter(self, name, match=None, count=None):
        yield from self.zscan(name, match=match)[1]

    def close(self):
        """There is nothing to close."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name, value):
        self.set(name, value)

    def __delitem__(self, name):
        self.delete(name)

    def __contains__(self, name):
        return bool(self.exists(name))


StrictRedis = Redis


def from_url(url, **options):
    return Redis.from_url(url, **options)
