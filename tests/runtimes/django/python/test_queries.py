"""What is recorded of a project's SQL."""

import os
import subprocess
import sys
import tempfile
import unittest

# A process of its own: settings are set once.
PROGRAM = '''
import json, os, sys
from twinstack_engine import places, queries
places.set_project(os.getcwd())
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["."]}],
)
import django
django.setup()
recorder = queries.QueryLog()
queries.QueryWatch(recorder).start()
sys.path.insert(0, os.getcwd())
import learner
learner.run()
print(json.dumps(recorder.take()))
print(json.dumps(recorder.take()))
'''

LEARNER = '''from django.db import connection
from django.template import loader


class Names:
    def all(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT a FROM t WHERE a > %s", [0])
            return cursor.fetchall()


def run():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a)")
        cursor.executemany("INSERT INTO t VALUES (%s)", [[1], [2], [3]])
        cursor.execute("SELECT a FROM t")
        cursor.fetchone()
        cursor.fetchmany(5)
        try:
            cursor.execute("SELECT missing")
        except Exception:
            pass
    connection.close()
    loader.get_template("list.html").render({"names": Names()})
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute("SELECT 1")
'''


class RecordedQueries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import json

        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("learner.py", LEARNER), ("list.html", "\n{% for a in names.all %}{{ a }}{% endfor %}")):
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            run = subprocess.run(
                [sys.executable, "-B", "-c", PROGRAM], cwd=folder, capture_output=True, text=True, check=True
            )
        cls.log, cls.rest = map(json.loads, run.stdout.splitlines())
        cls.queries = cls.log["queries"]

    def test_statements_come_in_order_with_their_time(self):
        self.assertEqual(self.queries[0]["sql"], "CREATE TABLE t (a)")
        self.assertTrue(all(query["ms"] >= 0 for query in self.queries))

    def test_rows_that_changed_and_rows_that_were_fetched_are_counted(self):
        self.assertEqual([query.get("rows") for query in self.queries[1:3]], [3, 3])

    def test_rows_that_nobody_fetched_are_not_counted_as_none(self):
        self.assertNotIn("rows", self.queries[-1])

    def test_the_line_is_the_learners(self):
        self.assertEqual(self.queries[2]["location"], {"file": "learner.py", "line": 16})

    def test_a_statement_that_failed_says_why(self):
        self.assertEqual(self.queries[3]["error"], "no such column: missing")

    def test_a_query_of_a_template_has_the_deepest_line_of_the_learner(self):
        query = next(query for query in self.queries if "WHERE" in query["sql"])
        self.assertEqual((query["location"], query["rows"]), ({"file": "learner.py", "line": 8}, 3))

    def test_a_connection_that_opens_again_records_each_statement_once(self):
        self.assertEqual(sum("WHERE" in query["sql"] for query in self.queries), 1)

    def test_many_are_counted_and_the_first_are_told(self):
        self.assertEqual((len(self.queries), self.log["total"]), (500, 605))

    def test_nothing_more_is_nothing(self):
        self.assertIsNone(self.rest)
