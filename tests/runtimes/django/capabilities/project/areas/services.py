"""Cache, e-mail, languages, time zones, Redis"""

from rows import row


@row("Caches in memory, files and the database; `cache_page`, template fragments")
def caches():
    from django.core.cache import caches
    from django.core.management import call_command
    from django.template import Context, Template
    from django.test import Client

    call_command("createcachetable", verbosity=0)
    for name in ("default", "file", "database"):
        cache = caches[name]
        cache.set("a", {"x": [1, 2]}, 60)
        cache.set_many({"n": 1, "m": 2})
        print(name, cache.get("a"), cache.incr("n", 4), cache.get_many(["n", "m", "o"]), cache.add("a", 1), cache.delete("a"), cache.get("a", "gone"))
        print(cache.get_or_set("made", lambda: "once"), cache.touch("made", 1), cache.get("m", version=2))
        cache.clear()
    print([Client().get("/cached/").content for _ in range(2)])
    template = Template("{% load cache %}{% cache 60 part %}{{ n }}{% endcache %}")
    print([template.render(Context({"n": n})) for n in (1, 2)])


@row("`import redis`: strings, counters, expiry, hashes, lists, sets, sorted sets, pipelines, locks, pub/sub", note="A stand-in with redis-py's interface, in this tab's memory only; no Lua, streams or cluster.")
def redis_client():
    import redis

    r = redis.Redis(decode_responses=True)
    r.flushall()
    print(redis.__version__, r.info()["server_name"], r.ping())
    print(r.set("a", 1, ex=60), r.ttl("a"), r.incr("a"), r.get("a"), r.hset("h", mapping={"x": 1}), r.hgetall("h"))
    print(r.rpush("l", "a", "b"), r.lrange("l", 0, -1), r.sadd("s", "x", "y"), r.scard("s"), r.zadd("z", {"ada": 2, "bob": 1}), r.zrange("z", 0, -1))
    with r.pipeline() as pipe:
        print(pipe.incr("n").expire("n", 9).get("n").execute())
    channel = r.pubsub(ignore_subscribe_messages=True)
    channel.subscribe("news")
    r.publish("news", "hello")
    print([message["data"] for message in (channel.get_message(), channel.get_message()) if message])
    with r.lock("job", timeout=5) as lock:
        print(lock.locked())


@row("Django's Redis cache, and sessions kept in it", note="Over the stand-in.")
def redis_cache():
    from django.core.cache import caches
    from django.test import Client, override_settings

    cache = caches["redis"]
    cache.set("a", [1, 2], 30)
    cache.set("n", 5)
    print(cache.get("a"), cache.incr("n"), cache.has_key("b"), cache.get_many(["a", "n"]), type(cache).__name__)
    with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cache", SESSION_CACHE_ALIAS="redis"):
        from areas.database import load_books

        load_books()
        c = Client()
        c.post("/books/1/buy/")
        print(c.get("/basket/").content.decode().strip())


@row("`redis.asyncio`: the same, awaited", note="Over the stand-in.")
def redis_async():
    import asyncio

    from redis import asyncio as aioredis

    async def main():
        client = aioredis.Redis(decode_responses=True)
        channel = client.pubsub(ignore_subscribe_messages=True)
        await channel.subscribe("news")

        async def hear():
            async for message in channel.listen():
                return message["data"]

        hearing = asyncio.create_task(hear())
        await asyncio.sleep(0)
        print(await client.publish("news", "async"), await hearing, await client.set("k", 1), await client.incr("k"))

    asyncio.run(main())


@row("E-mail: outbox, attachments, HTML, the file backend, header injection refused")
def mail():
    import glob

    from django.conf import settings
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    print(mail.send_mail("Hello", "Body", "a@example.com", ["b@example.com"]))
    message = mail.EmailMultiAlternatives("Ünïcode", "text", "a@example.com", ["b@example.com"], cc=["c@example.com"], headers={"Message-ID": "<1@x>", "Date": "now"})
    message.attach_alternative("<b>html</b>", "text/html")
    message.attach("a.txt", "attached", "text/plain")
    message.send()
    print([(m.subject, m.recipients()) for m in mail.outbox], sorted({part.get_content_type() for part in message.message().walk()}))
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=settings.BASE_DIR / "mail"):
        mail.mail_admins("none", "there are no admins")
        print(mail.send_mail("To a file", "x", "a@example.com", ["b@example.com"]), len(glob.glob(f"{settings.BASE_DIR}/mail/*")))
    try:
        mail.send_mail("Bad\nheader", "x", "a@example.com", ["b@example.com"])
    except Exception as error:
        print(type(error).__name__, error)


@row("Texts and formats in English and some other languages, plurals, `gettext`, `LANGUAGE_CODE = \"en-gb\"`", note="Of Django's translations there are French, German and Spanish, and without the admin's Czech, Dutch, Polish and Russian. A project's own `.mo` files work.")
def languages():
    from datetime import date

    from django.utils import translation
    from django.utils.formats import date_format, number_format
    from django.utils.translation import gettext, ngettext, override, pgettext

    print(gettext("Yes"), ngettext("%(n)d day", "%(n)d days", 3) % {"n": 3}, pgettext("month", "May"))
    for code in ("en-us", "en-gb", "de", "fr"):
        with override(code):
            print(code, translation.get_language_info(code)["name"], date_format(date(2024, 2, 3), "SHORT_DATE_FORMAT"), number_format(1234.5, 1), gettext("This field is required."))


@row("Time zones: aware times, `activate`, `localtime`, and `TIME_ZONE` as the local time of Python", note="Of the IANA zones there are UTC and about sixty big cities; asking for another names them.")
def time_zones():
    import datetime
    import time
    import zoneinfo

    from django.template import Context, Template
    from django.utils import timezone

    moment = datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.UTC)
    for name in ("America/Chicago", "Europe/Berlin", "Asia/Kolkata", "Australia/Melbourne", "Africa/Nairobi"):
        with timezone.override(name):
            print(name, timezone.localtime(moment), Template("{{ m|date:'H:i T' }}").render(Context({"m": moment})))
    print(timezone.get_default_timezone_name(), time.strftime("%H:%M %Z", time.localtime(0)), datetime.datetime.fromtimestamp(0), time.tzname)
    print(timezone.make_aware(datetime.datetime(2024, 3, 10, 12), zoneinfo.ZoneInfo("America/New_York")).utcoffset())


@row("`time.tzset()`: Python's local time in any of these zones, changes of the clocks included")
def local_time():
    import datetime
    import os
    import time

    for zone in ("America/Chicago", "Europe/Paris", "Asia/Kathmandu", "UTC"):
        os.environ["TZ"] = zone
        time.tzset()
        for moment in (1_700_000_000, 1_720_000_000, 1_711_846_799, 1_711_846_800):
            local = time.localtime(moment)
            print(zone, tuple(local), local.tm_gmtoff, local.tm_zone, time.mktime(local))
            print(datetime.datetime.fromtimestamp(moment).astimezone().isoformat(), time.strftime("%Z %z", local))
        # An hour that is left out, one that comes twice, a day that is none.
        for fields in ((2024, 3, 31, 2, 30), (2024, 10, 27, 2, 30), (2024, 7, 40, 0, 0)):
            print(time.mktime((*fields, 0, 0, 0, -1)))
        print(time.tzname, time.timezone, time.altzone, time.daylight)
    os.environ["TZ"] = "America/Chicago"
    time.tzset()


@row("Logging: Django's loggers, your own handlers")
def log():
    import io
    import logging

    from django.test import Client

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    for name in ("shop", "django.request"):
        logging.getLogger(name).addHandler(handler)
    logging.getLogger("shop").warning("out of %s", "paper")
    Client().get("/nowhere/")
    logging.getLogger("django.request").removeHandler(handler)
    print(stream.getvalue())


@row("Serializers (JSON, XML, Python), syndication, sitemaps, paginator, humanize")
def more():
    from django.contrib.humanize.templatetags.humanize import intword, ordinal
    from django.core import serializers
    from django.core.paginator import Paginator
    from django.contrib.syndication.views import Feed
    from django.test import RequestFactory
    from shop.models import Author

    authors = Author.objects.order_by("pk")
    for kind in ("json", "xml", "jsonl", "python"):
        print(serializers.serialize(kind, authors))
    print(next(serializers.deserialize("json", serializers.serialize("json", authors))).object)
    print(Paginator("abcdefg", 3).page(3).object_list, intword(1_200_000), ordinal(22))

    class Newest(Feed):
        title, link, description = "Books", "/", "New"

        def items(self):
            return ["one"]

        def item_link(self, item):
            return "/one/"

    feed = Newest()(RequestFactory().get("/feed/", headers={"host": "localhost"})).content.decode()
    print("<title>one</title>" in feed)
