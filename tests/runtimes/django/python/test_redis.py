"""The Redis stand-in: what redis-py's and Redis's documentation say."""

import asyncio
import unittest
from datetime import timedelta
from unittest import mock

import redis
from django.conf import settings

if not settings.configured:
    settings.configure()


class RedisCase(unittest.TestCase):
    def setUp(self):
        self.redis = redis.Redis(decode_responses=True)
        self.redis.flushall()

    def at(self, seconds):
        """The clock, so many seconds later."""
        import time

        return mock.patch("time.time", return_value=time.time() + seconds)


class NameTests(RedisCase):
    def test_it_says_that_it_is_a_stand_in(self):
        self.assertIn("standin", redis.__version__)
        self.assertIn("stand-in", redis.__doc__)
        self.assertIn("stand-in", self.redis.info()["server_name"])
        self.assertIn("stand-in", repr(self.redis))

    def test_a_command_it_lacks_is_refused_with_a_sentence(self):
        with self.assertRaisesRegex(redis.ResponseError, "no command XADD.*It knows"):
            self.redis.execute_command("XADD", "s", "*", "a", 1)


class StringTests(RedisCase):
    def test_values_are_bytes_unless_decoded(self):
        self.redis.set("a", "é")
        self.assertEqual(redis.Redis().get("a"), "é".encode())
        self.assertEqual(self.redis.get("a"), "é")
        self.assertIsNone(self.redis.get("b"))

    def test_set_options(self):
        self.assertIs(self.redis.set("a", 1), True)
        self.assertIsNone(self.redis.set("a", 2, nx=True))
        self.assertIsNone(self.redis.set("b", 2, xx=True))
        self.assertEqual(self.redis.set("a", 3, get=True), "1")
        self.assertEqual(self.redis.mget("a", "b"), ["3", None])

    def test_counters(self):
        self.assertEqual([self.redis.incr("n"), self.redis.incr("n", 5), self.redis.decr("n")], [1, 6, 5])
        self.assertEqual(self.redis.incrbyfloat("f", 0.5), 0.5)
        self.redis.set("word", "x")
        with self.assertRaisesRegex(redis.ResponseError, "not an integer"):
            self.redis.incr("word")

    def test_what_cannot_be_stored_is_refused_as_by_redis_py(self):
        for value in (None, True, {}):
            with self.subTest(value=value), self.assertRaisesRegex(redis.DataError, "Invalid input of type"):
                self.redis.set("a", value)

    def test_expiry(self):
        self.redis.set("a", 1, ex=10)
        self.redis.setex("b", timedelta(minutes=1), 1)
        self.assertEqual((self.redis.ttl("a"), self.redis.ttl("b"), self.redis.ttl("c")), (10, 60, -2))
        self.redis.persist("b")
        self.assertEqual(self.redis.ttl("b"), -1)
        with self.at(11):
            self.assertEqual((self.redis.get("a"), self.redis.exists("a", "b")), (None, 1))

    def test_a_wrong_type_is_an_error(self):
        self.redis.lpush("l", 1)
        with self.assertRaisesRegex(redis.ResponseError, "WRONGTYPE"):
            self.redis.get("l")


class ContainerTests(RedisCase):
    def test_hashes(self):
        self.assertEqual(self.redis.hset("h", mapping={"a": 1, "b": "x"}), 2)
        self.assertEqual(self.redis.hincrby("h", "a", 4), 5)
        self.assertEqual(self.redis.hgetall("h"), {"a": "5", "b": "x"})
        self.assertEqual((self.redis.hget("h", "c"), self.redis.hexists("h", "b")), (None, True))
        self.redis.hdel("h", "a", "b")
        self.assertEqual(self.redis.exists("h"), 0)

    def test_lists(self):
        self.redis.rpush("l", "a", "b", "c")
        self.redis.lpush("l", "z")
        self.assertEqual(self.redis.lrange("l", 0, -1), ["z", "a", "b", "c"])
        self.assertEqual((self.redis.lpop("l"), self.redis.rpop("l", 2)), ("z", ["c", "b"]))
        self.assertEqual(self.redis.blpop("l", timeout=1), ("l", "a"))
        self.assertIsNone(self.redis.blpop("l", timeout=1))
        with self.assertRaisesRegex(redis.ResponseError, "nobody can push"):
            self.redis.blpop("l")

    def test_sets(self):
        self.redis.sadd("s", "a", "b")
        self.redis.sadd("t", "b", "c")
        self.assertEqual(self.redis.sinter("s", "t"), {"b"})
        self.assertEqual(self.redis.sunion(["s", "t"]), {"a", "b", "c"})
        self.assertEqual(self.redis.sismember("s", "c"), 0)

    def test_sorted_sets(self):
        self.redis.zadd("z", {"ada": 3, "bob": 1, "cem": 2})
        self.assertEqual(self.redis.zrange("z", 0, -1, withscores=True), [("bob", 1.0), ("cem", 2.0), ("ada", 3.0)])
        self.assertEqual(self.redis.zrevrange("z", 0, 0), ["ada"])
        self.assertEqual(self.redis.zincrby("z", 5, "bob"), 6.0)
        self.assertEqual(self.redis.zrangebyscore("z", "(2", "+inf"), ["ada", "bob"])
        self.assertEqual(self.redis.zrevrank("z", "bob"), 0)

    def test_keys(self):
        self.redis.mset({"user:1": 1, "user:2": 2, "post:1": 3})
        self.assertEqual(sorted(self.redis.keys("user:*")), ["user:1", "user:2"])
        self.assertEqual(sorted(self.redis.scan_iter("*:[12]")), ["post:1", "user:1", "user:2"])
        self.assertEqual((self.redis.type("user:1"), self.redis.type("no")), ("string", "none"))
        self.assertEqual(redis.Redis(db=1).dbsize(), 0)


class PipelineTests(RedisCase):
    def test_commands_run_together(self):
        with self.redis.pipeline() as pipeline:
            self.assertIs(pipeline.set("a", 1), pipeline)
            self.assertIsNone(self.redis.get("a"))
            self.assertEqual(pipeline.incr("a").get("a").execute(), [True, 2, "2"])

    def test_one_that_fails_names_itself_and_the_others_are_done(self):
        pipeline = self.redis.pipeline().set("a", "x").incr("a").set("b", 1)
        with self.assertRaisesRegex(redis.ResponseError, r"Command # 2 \(INCRBY\)"):
            pipeline.execute()
        self.assertEqual(self.redis.get("b"), "1")

    def test_a_watched_key_that_changed_stops_it(self):
        pipeline = self.redis.pipeline()
        pipeline.watch("a")
        self.assertIsNone(pipeline.get("a"))
        self.redis.set("a", 1)
        pipeline.multi()
        pipeline.set("a", 2)
        with self.assertRaises(redis.WatchError):
            pipeline.execute()
        self.assertEqual(self.redis.get("a"), "1")

    def test_a_lock_is_held_once(self):
        with self.redis.lock("l", timeout=5) as lock:
            self.assertTrue(lock.owned())
            self.assertFalse(self.redis.lock("l").acquire(blocking=False))
        self.assertTrue(self.redis.lock("l").acquire(blocking=False))


class ChannelTests(RedisCase):
    def test_messages_reach_those_who_subscribed(self):
        channel = self.redis.pubsub(ignore_subscribe_messages=True)
        got = []
        channel.subscribe("news")
        channel.psubscribe(**{"n*": lambda message: got.append(message["data"])})
        self.assertEqual(self.redis.publish("news", "hi"), 2)
        self.assertEqual(self.redis.publish("other", "hi"), 0)
        messages = [channel.get_message() for _ in range(4)]
        self.assertEqual([message for message in messages if message], [
            {"type": "message", "pattern": None, "channel": "news", "data": "hi"}
        ])
        self.assertEqual(got, ["hi"])

    def test_listening_to_silence_says_why_it_would_never_end(self):
        channel = self.redis.pubsub()
        channel.subscribe("news")
        messages = channel.listen()
        self.assertEqual(next(messages)["type"], "subscribe")
        with self.assertRaisesRegex(redis.PubSubError, "nobody can publish"):
            next(messages)


class AsyncTests(RedisCase):
    def test_the_same_store_awaited(self):
        async def main():
            client = redis.asyncio.Redis(decode_responses=True)
            channel = client.pubsub(ignore_subscribe_messages=True)
            await channel.subscribe("news")

            async def listen():
                async for message in channel.listen():
                    return message["data"]

            listening = asyncio.create_task(listen())
            await client.set("a", 1)
            async with client.pipeline() as pipeline:
                replies = await pipeline.incr("a").get("a").execute()
            await client.publish("news", "hi")
            return replies, await listening, [key async for key in client.scan_iter()]

        self.assertEqual(asyncio.run(main()), ([2, "2"], "hi", ["a"]))
        self.assertEqual(self.redis.get("a"), "2")


class CacheTests(RedisCase):
    def test_djangos_cache_works_over_it(self):
        from django.core.cache.backends.redis import RedisCache

        cache = RedisCache("redis://127.0.0.1:6379/3", {})
        cache.set("a", {"x": [1, 2]}, 30)
        self.assertEqual(cache.get("a"), {"x": [1, 2]})
        self.assertIs(cache.add("a", 1), False)
        cache.set_many({"n": 1, "m": 2}, 30)
        self.assertEqual((cache.incr("n", 4), cache.get_many(["n", "m", "o"])), (5, {"n": 5, "m": 2}))
        self.assertIs(cache.touch("n", 60), True)
        cache.delete("a")
        self.assertEqual((cache.get("a", "gone"), cache.has_key("n")), ("gone", True))
        with self.at(100):
            self.assertIsNone(cache.get("n"))
        cache.clear()
        self.assertIsNone(cache.get("m"))


if __name__ == "__main__":
    unittest.main()
