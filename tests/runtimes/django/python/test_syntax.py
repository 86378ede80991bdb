"""What is told of a file while it is written."""

import sys
import unittest
import warnings

from twinstack_engine import preload
from twinstack_engine.syntax import find_problems


class PythonFiles(unittest.TestCase):
    def test_a_sound_file_has_no_problem(self):
        self.assertEqual(find_problems("a.py", "async def f():\n    return [x async for x in y]\n"), [])

    def test_the_place_of_a_problem_counts_from_one(self):
        (problem,) = find_problems("a.py", "x = 1\nprint((2)\n")
        self.assertEqual(problem, {"message": "'(' was never closed", "line": 2, "column": 6})

    def test_columns_are_those_of_an_editor(self):
        (problem,) = find_problems("a.py", '"🙂"; x = $\n')
        self.assertEqual(problem["column"], 11)

    def test_what_only_the_compiler_refuses_is_told(self):
        self.assertEqual(find_problems("a.py", "\nreturn 3\n")[0]["line"], 2)
        self.assertEqual(find_problems("a.py", "def f():\n    nonlocal x\n")[0]["line"], 2)

    def test_nothing_of_the_file_is_run_and_nothing_stays(self):
        before = set(sys.modules)
        self.assertEqual(find_problems("a.py", "import this\nraise SystemExit\n"), [])
        self.assertEqual(set(sys.modules), before)

    def test_warnings_are_not_told(self):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            self.assertEqual(find_problems("a.py", 'x = 1 is 1\ny = "\\d"\n'), [])
        self.assertEqual(told, [])

    def test_nesting_without_end_is_a_problem_and_no_crash(self):
        for text in ("(" * 5_000, "-" * 100_000 + "1", "x = " + "[" * 150 + "]" * 150 + "\n" + "a." * 50_000 + "a"):
            self.assertLessEqual(len(find_problems("a.py", text)), 1)
        self.assertEqual(len(find_problems("a.py", "x = 1\0")), 1)

    def test_other_files_are_no_matter_for_python(self):
        self.assertIsNone(find_problems("a.css", "("))


class Templates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        preload.import_django()

    def find(self, text):
        return [(problem["line"], problem["column"], problem["message"]) for problem in find_problems("a.html", text)]

    def test_a_sound_template_has_no_problem(self):
        text = "{% extends 'a.html' %}{% load static i18n %}{% block a %}{% url 'x' 3 %}{{ a|date:'Y' }}{% endblock %}"
        self.assertEqual(self.find(text + "{% static 'a.css' %}{% translate 'a' %}{# {% if #}"), [])

    def test_an_unclosed_tag_is_told_where_it_stands(self):
        ((line, column, message),) = self.find("<ul>\n  {% for a in b %}\n</ul>\n")
        self.assertEqual((line, column), (2, 3))
        self.assertIn("Unclosed tag", message)

    def test_unknown_tags_and_filters_are_told(self):
        self.assertIn("Invalid block tag", self.find("{% fro a in b %}")[0][2])
        self.assertIn("Invalid filter", self.find("{{ a|uper }}")[0][2])

    def test_a_half_written_expression_is_told(self):
        self.assertIn("Could not parse", self.find("{{ a b }}")[0][2])

    def test_tags_of_a_library_of_the_project_may_be_right(self):
        self.assertEqual(self.find("{% load shelf_tags %}{% shelf 3 %}{{ a|shelved }}"), [])
        self.assertEqual(self.find("{% load shelf from shelf_tags %}"), [])
