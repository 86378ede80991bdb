"""Values of a program as short text, without running code of the program's."""

import datetime
import decimal
import uuid

# A parameter may be a whole document.
TEXT_LIMIT = 120
COUNT_LIMIT = 20

# Of two that a value is of, the narrower comes first.
PLAIN = (
    *(str, bool, int, float, type(None), decimal.Decimal, uuid.UUID),
    *(datetime.datetime, datetime.date, datetime.time, datetime.timedelta),
)


def kept_text(value):
    """A value as Python prints it, cut; of what is no plain value, the type."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"<{len(value)} bytes>"
    plain = next((kind for kind in PLAIN if isinstance(value, kind)), None)
    if plain is None:
        return f"<{type(value).__name__}>"
    # The printing of the plain kind: a class of the program's may do anything when it is printed.
    text = plain.__repr__(value)
    return text if len(text) <= TEXT_LIMIT else f"{text[:TEXT_LIMIT]}…"


def kept_parameters(params):
    """The parameters of one statement, each as short text."""
    if isinstance(params, dict):
        params = [f"{name}={kept_text(value)}" for name, value in params.items()]
    elif isinstance(params, (list, tuple)):
        params = [kept_text(value) for value in params]
    else:
        return []
    rest = len(params) - COUNT_LIMIT
    return params if rest <= 0 else [*params[:COUNT_LIMIT], f"… and {rest} more"]
