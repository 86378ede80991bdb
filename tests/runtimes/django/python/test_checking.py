"""A check natively, event by event."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

SETTINGS = """
SECRET_KEY = "x"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
"""

CHECK = """
import json, sys
from twinstack_engine import checking, places
places.set_project(sys.argv[1])
checking.check(lambda event: print("event:" + json.dumps(event)))
"""


def check(tests, manage='os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")'):
    """Events of a check of a small project with these tests."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"manage.py": manage, "mysite/settings.py": SETTINGS, "tests/test_it.py": tests}
        for path, text in files.items():
            os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(folder, path), "w") as file:
                file.write(text)
        command = [sys.executable, "-B", "-c", CHECK, folder]
        output = subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout
    return [json.loads(line.partition(":")[2]) for line in output.splitlines() if line.startswith("event:")]


PASSES = """
    def test_x(self):
        pass
"""


def test_case(methods):
    """A test file with one class `A` around these methods."""
    return f"from unittest import TestCase\n\n\nclass A(TestCase):\n{methods}"


def ended(events):
    return [event for event in events if event["type"] == "test-ended"]


class EventTests(unittest.TestCase):
    def test_a_test_starts_and_ends(self):
        started, end = check(test_case(PASSES))
        self.assertEqual((started["type"], started["id"]), ("test-started", "test_it.A.test_x"))
        self.assertEqual(started["path"], ["A", "test_x"])
        self.assertEqual((end["type"], end["id"], end["outcome"]), ("test-ended", "test_it.A.test_x", "passed"))
        self.assertGreaterEqual(end["ms"], 0)

    def test_subtests_end_under_their_test_which_fails_with_them(self):
        methods = """
    def test_x(self):
        for n in (1, 2):
            with self.subTest(n=n):
                self.assertEqual(n, 1)
"""
        events = ended(check(test_case(methods)))
        self.assertEqual(
            [(event["path"][-1], event["outcome"]) for event in events],
            [("(n=1)", "passed"), ("(n=2)", "failed"), ("test_x", "failed")],
        )
        self.assertEqual(events[2]["failure"]["message"], "One of its subtests failed.")

    def test_a_skip_says_why_also_of_one_subtest(self):
        methods = """
    def test_x(self):
        for n in (1, 2):
            with self.subTest(n=n):
                if n == 2:
                    self.skipTest("two is for later")

    @skip("not today")
    def test_y(self):
        pass
"""
        events = ended(check("from unittest import skip\n" + test_case(methods)))
        skipped = {event["path"][-1]: event.get("skipReason") for event in events if event["outcome"] == "skipped"}
        self.assertEqual(skipped, {"(n=2)": "two is for later", "test_y": "not today"})

    def test_equal_subtests_have_different_ids(self):
        methods = """
    def test_x(self):
        for _ in "ab":
            with self.subTest():
                pass
"""
        ids = [event["id"] for event in ended(check(test_case(methods)))]
        self.assertEqual(len(set(ids)), 3)

    def test_the_cause_is_kept_when_tear_down_fails_too(self):
        methods = """
    def tearDown(self):
        1 / 0

    def test_x(self):
        self.assertEqual(1, 2)
"""
        events = ended(check(test_case(methods)))
        self.assertEqual([event["failure"]["message"] for event in events], ["1 != 2"])

    def test_set_up_of_a_class_that_fails_is_a_failed_test(self):
        methods = """
    @classmethod
    def setUpClass(cls):
        1 / 0
"""
        events = check(test_case(methods + PASSES))
        self.assertEqual([event["type"] for event in events], ["test-started", "test-ended"])
        self.assertEqual((events[1]["path"], events[1]["outcome"]), (["A", "setUpClass"], "failed"))

    def test_settings_are_found_in_either_form(self):
        forms = [
            'os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"',
            'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
        ]
        for manage in forms:
            with self.subTest(manage=manage):
                self.assertEqual(len(check(test_case(PASSES), manage)), 2)

    def test_no_settings_is_a_check_error(self):
        (event,) = check("", manage="pass")
        self.assertIn("DJANGO_SETTINGS_MODULE", event["failure"]["message"])


if __name__ == "__main__":
    unittest.main()
