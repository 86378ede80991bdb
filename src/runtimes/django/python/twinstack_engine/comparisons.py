"""Both sides of a failed comparison, found in the frames of the assertion that failed.

Django's convention, which the course follows: `assertEqual(actual, expected)`,
the first argument is what the learner's program gave.
"""

import os
import pprint
import traceback

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
    "assertHTMLEqual": ("html1", "html2"),
    "assertXMLEqual": ("xml1", "xml2"),
    "assertURLEqual": ("url1", "url2"),
}

# Assertions about one value: name of its parameter and what was wanted.
SINGLES = {
    "assertTrue": ("expr", True),
    "assertFalse": ("expr", False),
    "assertIsNone": ("obj", None),
}

LIMIT = 10_000


def sides(error):
    """`{"expected": text, "actual": text}` of a failed assertion, or an empty dict when it compared nothing."""
    calls = list(_assertion_calls(error))
    if not calls:
        return {}
    outermost, parameters = calls[0]
    if outermost == "assertContains":
        return _contained(parameters, calls)
    if outermost in ("assertTemplateUsed", "_assert_template_used"):
        return _template(calls)
    if outermost in SINGLES:
        name, wanted = SINGLES[outermost]
        return _printed(parameters.get(name), wanted)
    return _outermost_pair(calls)


def _assertion_calls(error):
    """`(name, parameters)` of each assertion method on the stack, outermost first."""
    for frame, _line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if code.co_name.lstrip("_").startswith(("assert", "baseAssert")) and _is_test_library(code.co_filename):
            yield code.co_name, frame.f_locals


def _is_test_library(filename):
    return filename.replace(os.sep, "/").endswith(("unittest/case.py", "django/test/testcases.py"))


def _outermost_pair(calls):
    for name, parameters in calls:
        if name in PAIRS:
            actual, expected = PAIRS[name]
            if actual in parameters and expected in parameters:
                return _printed(parameters[actual], parameters[expected])
    return {}


def _contained(parameters, calls):
    """assertContains: a wrong status or count, else the text that was looked for and the page."""
    pair = _outermost_pair(calls)
    if pair:
        return pair
    response = parameters.get("response")
    content = b"" if getattr(response, "streaming", False) else getattr(response, "content", b"")
    page = content.decode(getattr(response, "charset", None) or "utf-8", "replace")
    return {"expected": _cut(str(parameters.get("text"))), "actual": _cut(page)}


def _template(calls):
    """assertTemplateUsed: the template's name and those that were rendered."""
    for _name, inner in reversed(calls):
        if "template_name" in inner and "template_names" in inner:
            return _printed(inner["template_names"], [inner["template_name"]])
    return {}


def _printed(actual, expected):
    return {"expected": pretty(expected), "actual": pretty(actual)}


def pretty(value):
    """`repr` over several lines where it is long. A `repr` that raises is a sentence, not an error."""
    try:
        return _cut(pprint.pformat(value, width=72, sort_dicts=False))
    except Exception as error:
        return f"<{type(value).__name__}: its repr raised {type(error).__name__}>"


def _cut(text):
    return text if len(text) <= LIMIT else f"{text[:LIMIT]} … ({len(text) - LIMIT:,} characters more)"
