"""What is told of a database file."""

import os
import sqlite3
import tempfile
import time
import unittest

from twinstack_engine import databases

SCHEMA = """
CREATE TABLE author (id INTEGER PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x');
CREATE TABLE book (id INTEGER PRIMARY KEY AUTOINCREMENT, author_id bigint REFERENCES author (id), cover blob, price real);
CREATE UNIQUE INDEX book_author ON book (author_id, price);
CREATE INDEX book_half ON book (price / 2);
CREATE VIEW prices AS SELECT price FROM book;
CREATE VIEW endless AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0;
INSERT INTO author (name) VALUES ('Zoë'), ('y');
INSERT INTO book (author_id, cover, price) VALUES (1, x'00ff', 1.5), (NULL, NULL, 9007199254740993);
"""


def database(script, name="a.sqlite3"):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        connection = sqlite3.connect(path)
        connection.executescript(script)
        connection.close()
        with open(path, "rb") as file:
            return file.read()


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.content = database(SCHEMA)

    def rows(self, table, offset=0, limit=50, content=None):
        question = {"type": "rows", "table": table, "offset": offset, "limit": limit}
        return databases.answer(content or self.content, question)

    def test_tables_come_with_counts_and_schema(self):
        author, book, prices, endless = databases.answer(self.content, {"type": "tables"})["tables"]
        self.assertEqual((author["name"], author["kind"], author["rows"]), ("author", "table", 2))
        self.assertEqual(
            author["columns"][1],
            {"name": "name", "type": "varchar(20)", "isNullable": False, "isPrimaryKey": False, "default": "'x'"},
        )
        self.assertEqual(book["foreignKeys"], [{"column": "author_id", "toTable": "author", "toColumn": "id"}])
        self.assertIn({"name": "book_author", "columns": ["author_id", "price"], "isUnique": True}, book["indexes"])
        self.assertIn({"name": "book_half", "columns": ["(expression)"], "isUnique": False}, book["indexes"])
        self.assertTrue(book["sql"].startswith("CREATE TABLE book"))
        self.assertEqual((prices["kind"], "rows" in prices), ("view", False))

    def test_each_kind_of_value_is_told_as_what_it_is(self):
        answer = self.rows("book")
        self.assertEqual(answer["columns"], ["id", "author_id", "cover", "price"])
        self.assertEqual(answer["rows"][0], [{"number": "1"}, {"number": "1"}, {"blobBytes": 2}, {"number": "1.5"}])
        self.assertEqual(answer["rows"][1][1:3], [None, None])

    def test_long_texts_are_cut(self):
        content = database(f"CREATE TABLE t (a); INSERT INTO t VALUES ('{'ab' * 5_000}'), (CAST(x'ff41' AS TEXT));")
        (long,), (broken,) = self.rows("t", content=content)["rows"]
        self.assertEqual((len(long["text"]), long["length"]), (databases.TEXT_LIMIT, 10_000))
        self.assertEqual(broken, {"text": "\ufffdA"})

    def test_a_page_of_a_large_table_comes_quickly(self):
        fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) INSERT INTO t SELECT i FROM n;"
        content = database(f"CREATE TABLE t (a);{fill}")
        started = time.perf_counter()
        self.assertEqual(self.rows("t", 99_990, 50, content)["rows"][-1], [{"number": "100000"}])
        self.assertLess(time.perf_counter() - started, 1)

    def test_a_view_without_end_is_given_up(self):
        self.addCleanup(setattr, databases, "TIME_LIMIT_S", databases.TIME_LIMIT_S)
        databases.TIME_LIMIT_S = 0.05
        self.assertEqual(self.rows("endless"), {"type": "unreadable", "message": "interrupted"})

    def test_a_database_with_a_write_ahead_log_is_read(self):
        content = database("PRAGMA journal_mode = WAL; CREATE TABLE t (a);")
        self.assertEqual(databases.answer(content, {"type": "tables"})["tables"][0]["name"], "t")

    def test_what_is_no_database_is_said(self):
        for content in (b"no database" * 100, self.content[:3000]):
            self.assertEqual(databases.answer(content, {"type": "tables"})["type"], "unreadable")
        self.assertEqual(self.rows("nowhere")["type"], "unreadable")

    def test_an_empty_file_is_an_empty_database(self):
        self.assertEqual(databases.answer(b"", {"type": "tables"}), {"type": "tables", "tables": []})
