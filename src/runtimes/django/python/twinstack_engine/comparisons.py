"""Both sides of a failed comparison, found in the frames of the assertion that failed.

Django's convention, which the course follows: `assertEqual(actual, expected)`,
the first argument is what the learner's program gave.
"""

import os
import traceback

from . import django_comparisons
from .printing import pretty, printed

# Assertion: names of its parameters that hold what was given and what was wanted.
PAIRS = {
    "assertEqual": ("first", "second"),
    "_baseAssertEqual": ("first", "second"),
    "assertAlmostEqual": ("first", "second"),
    # Its parameters are counted in place.
    "assertCountEqual": ("first_seq", "second_seq"),
    "assertMultiLineEqual": ("first", "second"),
    "assertSequenceEqual": ("seq1", "seq2"),
    "assertListEqual": ("list1", "list2"),
    "assertTupleEqual": ("tuple1", "tuple2"),
    "assertSetEqual": ("set1", "set2"),
    "assertDictEqual": ("d1", "d2"),
    "assertIs": ("expr1", "expr2"),
    "assertXMLEqual": ("xml1", "xml2"),
    "assertURLEqual": ("url1", "url2"),
    # The container is what the program gave.
    "assertIn": ("container", "member"),
}

# Assertion: name of the parameter that was given, of the one that is compared with, and what was wanted in words.
PHRASES = {
    "assertNotEqual": ("first", "second", "anything but {}"),
    "assertIsNot": ("expr1", "expr2", "anything but {}"),
    "assertNotIn": ("container", "member", "nothing like {} in it"),
    "assertGreater": ("a", "b", "more than {}"),
    "assertGreaterEqual": ("a", "b", "{} or more"),
    "assertLess": ("a", "b", "less than {}"),
    "assertLessEqual": ("a", "b", "{} or less"),
    "assertIsInstance": ("obj", "cls", "an instance of {}"),
    "assertNotIsInstance": ("obj", "cls", "no instance of {}"),
    "assertRegex": ("text", "expected_regex", "a match of {}"),
    "assertNotRegex": ("text", "unexpected_regex", "no match of {}"),
}

# Assertions about one value: name of its parameter and what was wanted.
SINGLES = {
    "assertTrue": ("expr", True),
    "assertFalse": ("expr", False),
    "assertIsNone": ("obj", None),
}


def sides(error):
    """`{"expected": text, "actual": text}` of a failed assertion, or an empty dict when it compared nothing."""
    calls = list(_assertion_calls(error))
    if not calls:
        return {}
    outermost, parameters = calls[0]
    if outermost in SINGLES:
        name, wanted = SINGLES[outermost]
        return printed(parameters.get(name), wanted)
    if outermost == "assertIsNotNone":
        return {"expected": "anything but None", "actual": "None"}
    for name, parameters in calls:
        rule = django_comparisons.RULES.get(name)
        found = rule(parameters) if rule else _unittest_sides(name, parameters)
        if found is not None:
            return found
    return {}


def _unittest_sides(name, parameters):
    if name in PAIRS:
        actual, expected = PAIRS[name]
        if actual in parameters and expected in parameters:
            return printed(parameters[actual], parameters[expected])
    if name in PHRASES:
        actual, other, wanted = PHRASES[name]
        return {"expected": wanted.format(_name_or_repr(parameters[other])), "actual": pretty(parameters[actual])}
    return None


def _name_or_repr(value):
    """A class by its name, a pattern by its text."""
    if isinstance(value, type):
        return value.__name__
    return pretty(getattr(value, "pattern", value))


def _assertion_calls(error):
    """`(name, parameters)` of each assertion on the stack, outermost first; a context manager goes by its class."""
    for frame, _line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if not _is_test_library(code.co_filename):
            continue
        if code.co_name.lstrip("_").startswith(("assert", "baseAssert")):
            yield code.co_name, frame.f_locals
        elif code.co_name == "__exit__":
            yield type(frame.f_locals.get("self")).__name__, frame.f_locals


def _is_test_library(filename):
    return filename.replace(os.sep, "/").endswith(("unittest/case.py", "django/test/testcases.py"))
