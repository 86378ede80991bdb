"""Async programs whose output must be that of native Python."""

import asyncio
import contextvars
import unittest

from asgiref.sync import async_to_sync, sync_to_async

current = contextvars.ContextVar("current", default="none")


def in_sync():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return "no loop here"
    return "a loop here"


async def worker(name, seconds):
    await asyncio.sleep(seconds)
    print("done", name)
    return name


async def main():
    print(await asyncio.gather(worker("slow", 0.03), worker("quick", 0.01)))
    async with asyncio.TaskGroup() as group:
        group.create_task(worker("a", 0.02))
        group.create_task(worker("b", 0.001))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    except TimeoutError:
        print("timed out")
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except TimeoutError:
        print("timed out again")
    print(await sync_to_async(in_sync)())
    print(await asyncio.to_thread(in_sync))
    print(await sync_to_async(lambda: async_to_sync(worker)("nested", 0.001))())
    try:
        async_to_sync(worker)("never", 0)
    except RuntimeError as error:
        print(str(error)[:40])
    current.set("outer")

    def change():
        current.set("changed in sync")

    await sync_to_async(change)()
    print(current.get())
    queue = asyncio.Queue()

    async def produce():
        for number in range(3):
            await queue.put(number)
            await asyncio.sleep(0.001)
        await queue.put(None)

    task = asyncio.create_task(produce())
    while (item := await queue.get()) is not None:
        print("item", item)
    await task
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    try:
        await sync_to_async(int)("x")
    except ValueError as error:
        print(error)
    results = await asyncio.gather(worker("fine", 0), sync_to_async(int)("y"), return_exceptions=True)
    print(results)
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.005, event.set)
    print(await event.wait())


asyncio.run(main())
print(async_to_sync(worker)("outside", 0))
print(in_sync())
with asyncio.Runner() as runner:
    print(runner.run(worker("in a runner", 0)))
loop = asyncio.new_event_loop()
print(loop.run_until_complete(worker("in a loop", 0)))
loop.close()


class Case(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        print("set up")

    async def test_it(self):
        self.assertEqual(await worker("in a test", 0), "in a test")


print(unittest.TextTestRunner(verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case)).wasSuccessful())
