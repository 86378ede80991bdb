"""A lock that clients share, as redis-py's: a key with a token of its holder."""

import time
import uuid

from .exceptions import LockError, LockNotOwnedError


class Lock:
    def __init__(self, redis, name, timeout=None, sleep=0.1, blocking=True, blocking_timeout=None):
        self.redis = redis
        self.name = name
        self.timeout = timeout
        self.sleep = sleep
        self.blocking = blocking
        self.blocking_timeout = blocking_timeout
        self.token = None

    def acquire(self, blocking=None, blocking_timeout=None):
        token = uuid.uuid4().hex.encode()
        limit = self.blocking_timeout if blocking_timeout is None else blocking_timeout
        give_up_at = None if limit is None else time.monotonic() + limit
        while not self.redis.set(self.name, token, nx=True, px=self.timeout and int(self.timeout * 1000)):
            if not (self.blocking if blocking is None else blocking):
                return False
            if give_up_at is None and self.redis.pttl(self.name) == -1:
                raise LockError(
                    "The lock is taken and never expires, and in this tab nobody can release it while the program "
                    "waits: release it first, or give a timeout."
                )
            if give_up_at is not None and time.monotonic() + self.sleep > give_up_at:
                return False
            time.sleep(self.sleep)
        self.token = token
        return True

    def locked(self):
        return bool(self.redis.exists(self.name))

    def owned(self):
        return self.token is not None and self._stored() == self.token

    def release(self):
        if self.token is None:
            raise LockError("Cannot release a lock that's not owned or is already unlocked.")
        token, self.token = self.token, None
        if self._stored() != token:
            raise LockNotOwnedError("Cannot release a lock that's no longer owned")
        self.redis.delete(self.name)

    def _stored(self):
        stored = self.redis.get(self.name)
        return stored.encode() if isinstance(stored, str) else stored

    def __enter__(self):
        if not self.acquire():
            raise LockError("Unable to acquire lock within the time specified")
        return self

    def __exit__(self, *exc_info):
        self.release()
