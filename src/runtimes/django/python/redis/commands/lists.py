"""Lists, with redis-py's signatures."""

from ..encoding import list_of


class ListCommands:
    def lpush(self, name, *values):
        return self.execute_command("LPUSH", name, *values)

    def rpush(self, name, *values):
        return self.execute_command("RPUSH", name, *values)

    def lpushx(self, name, *values):
        return self.execute_command("LPUSHX", name, *values)

    def rpushx(self, name, *values):
        return self.execute_command("RPUSHX", name, *values)

    def lpop(self, name, count=None):
        return self.execute_command("LPOP", name, *([count] if count is not None else []))

    def rpop(self, name, count=None):
        return self.execute_command("RPOP", name, *([count] if count is not None else []))

    def blpop(self, keys, timeout=0):
        return self.execute_command("BLPOP", *list_of(keys), timeout or 0)

    def brpop(self, keys, timeout=0):
        return self.execute_command("BRPOP", *list_of(keys), timeout or 0)

    def lrange(self, name, start, end):
        return self.execute_command("LRANGE", name, start, end)

    def llen(self, name):
        return self.execute_command("LLEN", name)

    def lindex(self, name, index):
        return self.execute_command("LINDEX", name, index)

    def lset(self, name, index, value):
        return self.execute_command("LSET", name, index, value)

    def lrem(self, name, count, value):
        return self.execute_command("LREM", name, count, value)

    def ltrim(self, name, start, end):
        return self.execute_command("LTRIM", name, start, end)

    def linsert(self, name, where, refvalue, value):
        return self.execute_command("LINSERT", name, where, refvalue, value)

    def lmove(self, first_list, second_list, src="LEFT", dest="RIGHT"):
        return self.execute_command("LMOVE", first_list, second_list, src, dest)

    def rpoplpush(self, src, dst):
        return self.execute_command("RPOPLPUSH", src, dst)

    def lpos(self, name, value):
        return self.execute_command("LPOS", name, value)
