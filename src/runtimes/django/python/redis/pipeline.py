"""Commands kept together and run in one go; with WATCH, only if nobody changed what was read before."""

from .commands import Commands
from .exceptions import RedisError, WatchError


class Pipeline(Commands):
    def __init__(self, client):
        self.client = client
        self.command_stack = []
        self.watched = {}
        self.explicit_transaction = False

    def execute_command(self, name, *args, with_get=False, **_options):
        """Between `watch` and `multi` commands run at once; else they wait for `execute`."""
        if self.watched and not self.explicit_transaction:
            return self.client.run_command(name, args, with_get)
        # As redis-py, which encodes what it sends: a value that cannot be sent fails here.
        self.command_stack.append((name, [self.client.connection_pool.encoder.encode(arg) for arg in args], with_get))
        return self

    def watch(self, *names):
        if self.explicit_transaction:
            raise RedisError("Cannot issue a WATCH after a MULTI")
        for key in map(self.client.connection_pool.encoder.encode, names):
            self.watched[key] = self._version(key)
        return True

    def unwatch(self):
        self.watched = {}
        return True

    def multi(self):
        if self.explicit_transaction:
            raise RedisError("Cannot issue nested calls to MULTI")
        if self.command_stack:
            raise RedisError("Commands without an initial WATCH have already been issued")
        self.explicit_transaction = True

    def execute(self, raise_on_error=True):
        commands, watched = self.command_stack, self.watched
        self.reset()
        if any(self._version(key) != version for key, version in watched.items()):
            raise WatchError("Watched variable changed.")
        replies = [self._reply(*command) for command in commands]
        if raise_on_error:
            for number, (reply, (name, _args, _get)) in enumerate(zip(replies, commands, strict=True), 1):
                if isinstance(reply, RedisError):
                    reply.args = (f"Command # {number} ({name}) of pipeline caused error: {reply}",)
                    raise reply
        return replies

    def reset(self):
        self.command_stack = []
        self.watched = {}
        self.explicit_transaction = False

    def _reply(self, name, args, with_get):
        # One that fails does not undo the others: Redis has no rollback.
        try:
            return self.client.run_command(name, args, with_get)
        except RedisError as error:
            return error

    def _version(self, key):
        keyspace = self.client.connection_pool.keyspace
        keyspace.peek(key)
        return keyspace.versions.get(key, 0)

    def __len__(self):
        return len(self.command_stack)

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.reset()
