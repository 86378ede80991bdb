"""Values as text that a page can show."""

import pprint

LIMIT = 10_000


def printed(actual, expected):
    """Both sides of a comparison."""
    return {"expected": pretty(expected), "actual": pretty(actual)}


def pretty(value):
    """`repr` over several lines where it is long. A `repr` that raises is a sentence, not an error."""
    try:
        return cut(pprint.pformat(value, width=72, sort_dicts=False))
    except Exception as error:
        return f"<{type(value).__name__}: its repr raised {type(error).__name__}>"


def cut(text):
    """Text of a length that a page can show."""
    return text if len(text) <= LIMIT else f"{text[:LIMIT]} … ({len(text) - LIMIT:,} characters more)"
