"""Keys, the database and the server, with redis-py's signatures."""

from ..encoding import milliseconds, seconds, timestamp


def conditions(nx, xx, gt, lt):
    return [word for word, wanted in {"NX": nx, "XX": xx, "GT": gt, "LT": lt}.items() if wanted]


class KeyCommands:
    def delete(self, *names):
        return self.execute_command("DEL", *names)

    def unlink(self, *names):
        return self.execute_command("UNLINK", *names)

    def exists(self, *names):
        return self.execute_command("EXISTS", *names)

    def touch(self, *args):
        return self.execute_command("TOUCH", *args)

    def expire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        return self.execute_command("EXPIRE", name, seconds(time), *conditions(nx, xx, gt, lt))

    def pexpire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        return self.execute_command("PEXPIRE", name, milliseconds(time), *conditions(nx, xx, gt, lt))

    def expireat(self, name, when, nx=False, xx=False, gt=False, lt=False):
        return self.execute_command("EXPIREAT", name, timestamp(when), *conditions(nx, xx, gt, lt))

    def ttl(self, name):
        return self.execute_command("TTL", name)

    def pttl(self, name):
        return self.execute_command("PTTL", name)

    def persist(self, name):
        return self.execute_command("PERSIST", name)

    def keys(self, pattern="*"):
        return self.execute_command("KEYS", pattern)

    def scan(self, cursor=0, match=None, count=None, _type=None):
        words = [*(["MATCH", match] if match is not None else []), *(["TYPE", _type] if _type is not None else [])]
        return self.execute_command("SCAN", cursor, *words)

    def type(self, name):
        return self.execute_command("TYPE", name)

    def rename(self, src, dst):
        return self.execute_command("RENAME", src, dst)

    def renamenx(self, src, dst):
        return self.execute_command("RENAMENX", src, dst)

    def randomkey(self):
        return self.execute_command("RANDOMKEY")

    def dbsize(self):
        return self.execute_command("DBSIZE")

    def flushdb(self, asynchronous=False):
        return self.execute_command("FLUSHDB")

    def flushall(self, asynchronous=False):
        return self.execute_command("FLUSHALL")

    def info(self, section=None):
        return self.execute_command("INFO")

    def time(self):
        return self.execute_command("TIME")

    def ping(self):
        return self.execute_command("PING")

    def echo(self, value):
        return self.execute_command("ECHO", value)

    def publish(self, channel, message):
        return self.execute_command("PUBLISH", channel, message)

    def eval(self, script, numkeys, *keys_and_args):
        return self.execute_command("EVAL", script, numkeys, *keys_and_args)
