"""From an exception to what the page is told: message, both sides, places, traceback."""

import os
import sys
import tempfile
import unittest
from unittest import mock

from twinstack_engine import comparisons, failures, places, printing, tracebacks
from twinstack_engine.locations import locations


class ProjectCase(unittest.TestCase):
    """A project on disk whose functions raise."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(places.set_project, places.PROJECT)
        places.set_project(folder.name)

    def write(self, path, text):
        file = os.path.join(places.PROJECT, path)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w") as opened:
            opened.write(text)
        return file

    def load(self, path, text, **names):
        """Runs a file of the project; returns its names."""
        file = self.write(path, text)
        exec(compile(text, file, "exec"), names)
        return names

    def caught(self, function, *args):
        try:
            function(*args)
        except BaseException as error:
            return error
        self.fail("Nothing was raised.")


class PlaceTests(ProjectCase):
    def test_deepest_frame_of_learner_and_test(self):
        source = "def total():\n    return price()\n\ndef price():\n    raise KeyError('x')\n"
        shop = self.load("shop/models.py", source)
        case = self.load("tests/test_shop.py", "def check(total):\n    return total()\n")
        error = self.caught(case["check"], shop["total"])
        self.assertEqual(
            locations(error),
            {
                "learnerLocation": {"file": "shop/models.py", "line": 5},
                "testLocation": {"file": "tests/test_shop.py", "line": 2},
            },
        )

    def test_place_of_a_syntax_error(self):
        file = self.write("shop/models.py", "\n\nclass Book(:\n")
        error = self.caught(compile, "\n\nclass Book(:\n", file, "exec")
        place = {"file": "shop/models.py", "line": 3, "column": 12}
        self.assertEqual(locations(error), {"learnerLocation": place})

    def test_place_in_the_cause(self):
        shop = self.load("shop/models.py", "def price():\n    raise KeyError('x')\n")

        def wrap():
            try:
                shop["price"]()
            except KeyError as error:
                raise RuntimeError("wrapped") from error

        location = locations(self.caught(wrap))["learnerLocation"]
        self.assertEqual(location, {"file": "shop/models.py", "line": 2})

    def test_places_outside_the_project_are_none(self):
        self.assertEqual(locations(self.caught(int, "x")), {})
        self.assertIsNone(places.in_project("<string>"))
        self.assertIsNone(places.in_project(os.__file__))

    def test_errors_that_cause_each_other_end(self):
        first, second = ValueError("a"), ValueError("b")
        first.__cause__, second.__cause__ = second, first
        self.assertEqual(locations(first), {})

    def test_place_in_a_template(self):
        from django.template import Context, Engine

        engine = Engine(dirs=[places.PROJECT])
        self.write("page.html", "<ul>\n{% for book in books %}\n  <li>{{ book.broken }}</li>\n{% endfor %}\n</ul>")
        self.write("typo.html", "<p>\n{% fro book in books %}\n</p>")

        class Book:
            @property
            def broken(self):
                raise LookupError("no title")

        template = engine.get_template("page.html")
        error = self.caught(template.render, Context({"books": [Book()]}))
        self.assertEqual(locations(error)["learnerLocation"], {"file": "page.html", "line": 3})
        error = self.caught(engine.get_template, "typo.html")
        self.assertEqual(locations(error)["learnerLocation"], {"file": "typo.html", "line": 2})

    def test_own_frames_come_first(self):
        shop = self.load("shop/models.py", "import json\n\ndef read():\n    return json.loads('{')\n")
        text = tracebacks.describe(self.caught(shop["read"]))
        short, _, full = text.partition("With the frames of Django and Python:")
        self.assertIn('File "shop/models.py", line 4', short)
        self.assertNotIn("decoder.py", short)
        self.assertIn("  … 3 frames of Python …\n", short)
        self.assertIn("decoder.py", full)


    def test_a_logged_traceback_is_folded_unless_all_frames_are_wanted(self):
        shop = self.load("shop/models.py", "import json\n\ndef read():\n    return json.loads('{')\n")
        error = self.caught(shop["read"])
        logged = tracebacks.format_logged(None, (type(error), error, error.__traceback__))
        self.assertIn("  … 3 frames of Python …\n", logged)
        with mock.patch.dict(os.environ, {tracebacks.FULL_VARIABLE: "full"}):
            self.assertIn("decoder.py", tracebacks.format_logged(None, (type(error), error, error.__traceback__)))

    def test_where_nothing_is_the_projects_all_frames_are_shown(self):
        try:
            import json

            json.loads("{")
        except ValueError as error:
            frames = tracebacks.format_error(error, fold=True)
        self.assertIn("decoder.py", frames)

    def test_frames_are_folded_in_the_cause_too(self):
        source = "import json\n\ndef read():\n    try:\n        json.loads('{')\n    except ValueError as error:\n        raise LookupError from error\n"
        text = tracebacks.format_error(self.caught(self.load("shop/models.py", source)["read"]), fold=True)
        self.assertEqual((text.count("frames of Python"), text.count("decoder.py")), (1, 0))


class MessageTests(unittest.TestCase):
    def test_messages(self):
        cases = [
            (AssertionError("1 != 2"), "1 != 2"),
            (AssertionError(), "An assertion did not hold."),
            (AssertionError("False is not true : Say why."), "Say why."),
            (AssertionError("False is not true"), "False is not true"),
            (ValueError("no"), "ValueError: no"),
            (KeyError(), "KeyError"),
            (MemoryError(), "MemoryError: The program asked for more memory than the engine gives it."),
            (SystemExit(3), "The test called sys.exit(3), which ends a program."),
        ]
        for error, message in cases:
            with self.subTest(error=repr(error)):
                self.assertEqual(failures.message(error), message)

    def test_an_error_that_cannot_say_anything(self):
        class Mute(Exception):
            def __str__(self):
                raise LookupError

        self.assertEqual(failures.failure(Mute())["message"], "Mute: <its text could not be made: LookupError>")

    def test_long_message_is_cut(self):
        told = failures.failure(ValueError("x" * 50_000))
        self.assertLess(len(told["message"]), printing.LIMIT + 100)
        self.assertLess(len(told["stack"]), printing.LIMIT + 100)


class ComparisonTests(unittest.TestCase):
    def sides(self, assertion, *args, **kwargs):
        try:
            assertion(*args, **kwargs)
        except AssertionError as error:
            return comparisons.sides(error)
        self.fail("The assertion held.")

    def test_first_is_actual_second_is_expected(self):
        self.assertEqual(self.sides(self.assertEqual, 1, 2), {"actual": "1", "expected": "2"})
        self.assertEqual(self.sides(self.assertCountEqual, [1], [2]), {"actual": "[1]", "expected": "[2]"})
        self.assertEqual(self.sides(self.assertAlmostEqual, 1.5, 2.5), {"actual": "1.5", "expected": "2.5"})

    def test_none_where_nothing_is_compared(self):
        self.assertEqual(self.sides(self.fail, "no"), {})

    def test_an_assertion_of_the_authors_own_is_looked_through(self):
        def assert_fine(value):
            self.assertEqual(value, "fine")

        self.assertEqual(self.sides(assert_fine, "bad"), {"actual": "'bad'", "expected": "'fine'"})

    def test_long_values_take_several_lines(self):
        text = comparisons.pretty({"a": list(range(30)), "b": "x" * 60})
        self.assertIn("\n", text)
        self.assertLess(len(comparisons.pretty("x" * 100_000)), printing.LIMIT + 100)

    def test_a_repr_that_raises_is_a_sentence(self):
        class Odd:
            def __repr__(self):
                raise LookupError

        self.assertEqual(comparisons.pretty(Odd()), "<Odd: its repr raised LookupError>")


if __name__ == "__main__":
    sys.exit(unittest.main())
