"""Sets, with redis-py's signatures."""

from ..encoding import list_of


class SetCommands:
    def sadd(self, name, *values):
        return self.execute_command("SADD", name, *values)

    def srem(self, name, *values):
        return self.execute_command("SREM", name, *values)

    def smembers(self, name):
        return self.execute_command("SMEMBERS", name)

    def sismember(self, name, value):
        return self.execute_command("SISMEMBER", name, value)

    def smismember(self, name, values, *args):
        return self.execute_command("SMISMEMBER", name, *list_of(values, args))

    def scard(self, name):
        return self.execute_command("SCARD", name)

    def spop(self, name, count=None):
        return self.execute_command("SPOP", name, *([count] if count is not None else []))

    def srandmember(self, name, number=None):
        return self.execute_command("SRANDMEMBER", name, *([number] if number is not None else []))

    def smove(self, src, dst, value):
        return self.execute_command("SMOVE", src, dst, value)

    def sunion(self, keys, *args):
        return self.execute_command("SUNION", *list_of(keys, args))

    def sinter(self, keys, *args):
        return self.execute_command("SINTER", *list_of(keys, args))

    def sdiff(self, keys, *args):
        return self.execute_command("SDIFF", *list_of(keys, args))

    def sunionstore(self, dest, keys, *args):
        return self.execute_command("SUNIONSTORE", dest, *list_of(keys, args))

    def sinterstore(self, dest, keys, *args):
        return self.execute_command("SINTERSTORE", dest, *list_of(keys, args))

    def sdiffstore(self, dest, keys, *args):
        return self.execute_command("SDIFFSTORE", dest, *list_of(keys, args))

    def sscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("SSCAN", name, cursor, *(["MATCH", match] if match is not None else []))
