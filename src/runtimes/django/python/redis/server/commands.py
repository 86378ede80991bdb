"""All commands of the stand-in, by the name Redis gives them."""

from ..exceptions import ResponseError
from . import hashes, keys, lists, sets, sorted_sets, strings

COMMANDS = {
    **strings.COMMANDS,
    **keys.COMMANDS,
    **hashes.COMMANDS,
    **lists.COMMANDS,
    **sets.COMMANDS,
    **sorted_sets.COMMANDS,
}


def execute(keyspace, name, arguments):
    """Runs one command; `arguments` are bytes. An unknown one is refused with a sentence."""
    command = COMMANDS.get(name.upper())
    if command is None:
        raise ResponseError(
            f"The Redis stand-in of this engine has no command {name.upper()}. "
            "It knows strings, expiry, hashes, lists, sets, sorted sets, pipelines and pub/sub."
        )
    try:
        return command(keyspace, *arguments)
    except TypeError as error:
        if error.__traceback__.tb_next is not None:
            raise
        raise ResponseError(f"wrong number of arguments for '{name.lower()}' command") from None

