"""Answers the page's questions about a database file: tables, schema, rows. The file is only read, from memory."""

import sqlite3
import time

# Longer texts are cut.
TEXT_LIMIT = 300

# A view of the learner's may never end.
TIME_LIMIT_S = 3
STEPS_BETWEEN_LOOKS = 10_000


def answer(content, question):
    """The answer of src/runtimes/database.ts to one of its questions."""
    connection = sqlite3.connect(":memory:")
    try:
        if content:
            connection.deserialize(without_write_ahead_log(content))
        ends_at = time.monotonic() + TIME_LIMIT_S
        connection.set_progress_handler(lambda: time.monotonic() > ends_at, STEPS_BETWEEN_LOOKS)
        connection.execute("PRAGMA query_only = ON")
        # Text may be no UTF-8.
        connection.text_factory = lambda text: text.decode(errors="replace")
        if question["type"] == "tables":
            return {"type": "tables", "tables": [describe(connection, *row) for row in list_tables(connection)]}
        return read_rows(connection, question["table"], question["offset"], question["limit"])
    except sqlite3.Error as error:
        return {"type": "unreadable", "message": str(error)}
    finally:
        connection.close()


def without_write_ahead_log(content):
    """A database in memory has no log beside it: bytes 18 and 19 say so (SQLite: Database File Format, 1.3.3)."""
    if content[18:20] == b"\x02\x02":
        return content[:18] + b"\x01\x01" + content[20:]
    return content


def list_tables(connection):
    """`(name, kind, sql)` of tables and views, in the order they were made."""
    return connection.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY rowid"
    ).fetchall()


def describe(connection, name, kind, sql):
    table = {
        "name": name,
        "kind": kind,
        "sql": sql or "",
        "columns": [describe_column(*row[1:]) for row in connection.execute(f"PRAGMA table_info({quote(name)})")],
        "foreignKeys": foreign_keys(connection, name),
        "indexes": indexes(connection, name),
    }
    if kind == "table":
        table["rows"] = connection.execute(f"SELECT count(*) FROM {quote(name)}").fetchone()[0]
    return table


def describe_column(name, declared, not_null, default, key_position):
    column = {"name": name, "type": declared, "isNullable": not not_null, "isPrimaryKey": key_position > 0}
    return column if default is None else {**column, "default": default}


def foreign_keys(connection, name):
    # id, seq, table, from, to, on_update, on_delete, match; "to" is empty when the primary key is meant.
    rows = connection.execute(f"PRAGMA foreign_key_list({quote(name)})").fetchall()
    return [{"column": row[3], "toTable": row[2], "toColumn": row[4] or ""} for row in rows]


def indexes(connection, name):
    found = []
    # seq, name, unique, origin, partial
    for _, index, unique, *_ in connection.execute(f"PRAGMA index_list({quote(name)})").fetchall():
        columns = connection.execute(f"PRAGMA index_info({quote(index)})").fetchall()
        # An index on an expression has no column name.
        found.append(
            {"name": index, "columns": [row[2] or "(expression)" for row in columns], "isUnique": bool(unique)}
        )
    return found


def read_rows(connection, table, offset, limit):
    cursor = connection.execute(f"SELECT * FROM {quote(table)} LIMIT ? OFFSET ?", (limit, offset))
    columns = [column[0] for column in cursor.description]
    return {"type": "rows", "columns": columns, "rows": [[cell(value) for value in row] for row in cursor]}


def cell(value):
    """A value as `DatabaseCell`."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return {"blobBytes": len(value)}
    if isinstance(value, str):
        if len(value) <= TEXT_LIMIT:
            return {"text": value}
        return {"text": value[:TEXT_LIMIT], "length": len(value)}
    # As text: JavaScript's numbers are not as exact.
    return {"number": str(value)}


def quote(name):
    """A name in SQL (SQLite: Keywords)."""
    return '"' + name.replace('"', '""') + '"'
