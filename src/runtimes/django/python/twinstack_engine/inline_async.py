"""asyncio and asgiref without threads and sockets.

A tab's Python has one thread. asgiref wants others: `sync_to_async` hands sync
code to a worker thread, `async_to_sync` gives async code a loop of its own.
Here sync code runs inline, and async code runs in a nested event loop that only
knows timers. What a program can see stays: inside sync code no loop is running,
and `async_to_sync` refuses to be called from async code.
"""

import asyncio
import contextvars
import time
from asyncio import base_events, events, tasks

from asgiref import sync


class TimerSelector:
    """A selector that watches no sockets: it waits until the next timer is due."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError(
                "The event loop has nothing left to wait for: no timer is set, and "
                "nothing else can wake it. Some future is awaited that nobody resolves."
            )
        if timeout > 0:
            time.sleep(timeout)
        return []

    def close(self):
        """There is nothing to close."""


class InlineLoop(base_events.BaseEventLoop):
    """An event loop of timers and callbacks that runs executor jobs inline."""

    def __init__(self):
        super().__init__()
        self._selector = TimerSelector()

    def _process_events(self, event_list):
        """No sockets, no events."""

    def _write_to_self(self):
        """Nobody waits in another thread."""

    def run_forever(self):
        with hidden_loop():
            super().run_forever()

    def run_in_executor(self, executor, func, *args):
        future = self.create_future()
        try:
            with hidden_loop():
                result = func(*args)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future


class InlineLoopPolicy(events._BaseDefaultEventLoopPolicy):
    """Makes `InlineLoop` what asyncio uses everywhere."""

    _loop_factory = InlineLoop


class hidden_loop:
    """While active, no loop and no task seem to be running on this thread."""

    def __enter__(self):
        self.loop = events._get_running_loop()
        if self.loop is not None:
            self.task = tasks._swap_current_task(self.loop, None)
            events._set_running_loop(None)

    def __exit__(self, *exc_info):
        if self.loop is not None:
            events._set_running_loop(self.loop)
            tasks._swap_current_task(self.loop, self.task)


async def call_sync_inline(self, *args, **kwargs):
    """`SyncToAsync.__call__`: calls the function here and now, in a copy of the context."""
    context = contextvars.copy_context() if self.context is None else self.context
    with hidden_loop():
        try:
            result = context.run(self.func, *args, **kwargs)
        finally:
            if self.context is None:
                sync._restore_context(context)
    # A thread would let other tasks go on in the meantime: let them have their turn.
    await asyncio.sleep(0)
    return result


def call_async_nested(self, *args, **kwargs):
    """`AsyncToSync.__call__`: runs the coroutine to its end in a loop of its own."""
    if events._get_running_loop() is not None:
        raise RuntimeError(
            "You cannot use AsyncToSync in the same thread as an async event loop - "
            "just await the async function directly."
        )
    contexts = [contextvars.copy_context()]

    async def main():
        sync._restore_context(contexts[0])
        try:
            return await self.awaitable(*args, **kwargs)
        finally:
            contexts[0] = contextvars.copy_context()

    try:
        return asyncio.run(main())
    finally:
        sync._restore_context(contexts[0])


class NoThreadSensitiveContext:
    """`ThreadSensitiveContext` where there is only one thread."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        return None


def install():
    """Makes asyncio and asgiref work this way."""
    # Pyodide says that the page's own event loop runs; Django's `async_unsafe` must not see it.
    events._set_running_loop(None)
    events._set_event_loop_policy(InlineLoopPolicy())
    sync.SyncToAsync.__call__ = call_sync_inline
    sync.AsyncToSync.__call__ = call_async_nested
    sync.ThreadSensitiveContext.__aenter__ = NoThreadSensitiveContext.__aenter__
    sync.ThreadSensitiveContext.__aexit__ = NoThreadSensitiveContext.__aexit__
