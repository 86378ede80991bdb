"""redis-py's methods, by theme. Each only words a command and leaves it to `execute_command`.

So the same methods serve a client, a pipeline, which keeps the command for later, and the asynchronous client, whose
`execute_command` is awaited.
"""

from .hashes import HashCommands
from .keys import KeyCommands
from .lists import ListCommands
from .sets import SetCommands
from .sorted_sets import SortedSetCommands
from .strings import StringCommands


class Commands(StringCommands, KeyCommands, HashCommands, ListCommands, SetCommands, SortedSetCommands):
    """All of them."""

    def execute_command(self, name, *args, **options):
        raise NotImplementedError
