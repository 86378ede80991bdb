"""Asynchronous code"""

from rows import row


@row("Async views, through the test client and through ASGI", note="One after the other: there is one thread, and sync code runs in it.")
def views():
    from areas.database import load_books
    from django.test import Client

    load_books()
    print(Client().get("/together/").json(), Client().get("/together/").headers["X-Stamp"])

    async def main():
        from django.test import AsyncClient

        c = AsyncClient()
        response = await c.get("/together/")
        page = await c.get("/")
        return response.json(), response.headers["X-Stamp"], page.status_code, "Kindred" in page.content.decode().title()

    from asgiref.sync import async_to_sync

    print(async_to_sync(main)())


@row("The ASGI application called directly, streaming included")
def asgi():
    import asyncio

    from django.core.asgi import get_asgi_application

    async def call(path):
        sent, waiting = [], [{"type": "http.request", "body": b""}]

        async def receive():
            if waiting:
                return waiting.pop()
            await asyncio.sleep(60)

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [(b"host", b"localhost")]}
        await get_asgi_application()(scope, receive, send)
        return sent[0]["status"], [message.get("body") for message in sent[1:]]

    print(asyncio.run(call("/stream-later/")))


@row("Async ORM: `aget`, `acreate`, `async for`, `aupdate`, and the error for sync calls")
def orm():
    import asyncio

    from django.core.exceptions import SynchronousOnlyOperation
    from shop.models import Book, Tag

    async def main():
        await Tag.objects.acreate(label="async")
        print(await Tag.objects.filter(label="async").aupdate(label="awaited"), await Tag.objects.aget(label="awaited"))
        print([book.title async for book in Book.objects.filter(price__lt=10)], await Book.objects.aexists())
        print(await Book.objects.aaggregate(n=__import__("django.db.models").db.models.Count("*")), (await Book.objects.afirst()).title)
        print(await Tag.objects.filter(label="awaited").adelete())
        try:
            Book.objects.count()
        except SynchronousOnlyOperation as error:
            print(error)

    asyncio.run(main())


@row("`sync_to_async` and `async_to_sync`, nested and with context variables")
def bridges():
    import asyncio
    import contextvars

    from asgiref.sync import async_to_sync, sync_to_async
    from shop.models import Book

    mark = contextvars.ContextVar("mark", default="unset")

    async def add(number):
        await asyncio.sleep(0)
        mark.set("from async")
        return number + 1

    def twice(number):
        return async_to_sync(add)(async_to_sync(add)(number))

    async def main():
        results = await asyncio.gather(sync_to_async(twice)(1), sync_to_async(Book.objects.count)(), add(10))
        return results, mark.get()

    print(async_to_sync(main)(), mark.get())


@row("asyncio: `run`, `gather`, `wait_for`, `TaskGroup`, queues, locks, timeouts")
def loop():
    import asyncio

    async def main():
        queue, order = asyncio.Queue(), []

        async def produce():
            for number in range(3):
                await queue.put(number)
                await asyncio.sleep(0.001)

        async def consume():
            for _ in range(3):
                order.append(await queue.get())

        async with asyncio.TaskGroup() as group:
            group.create_task(consume())
            group.create_task(produce())
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            order.append("timed out")
        lock = asyncio.Lock()
        async with lock:
            order.append(lock.locked())
        results = await asyncio.gather(asyncio.sleep(0.01, "a"), asyncio.to_thread(len, "four"), return_exceptions=True)
        return order, results

    print(asyncio.run(main()))
