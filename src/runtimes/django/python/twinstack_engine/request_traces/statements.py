"""Records each SQL statement of a request."""

import functools
import sys
from contextlib import contextmanager

from ..queries import learner_place
from .spans import Step, current_span, cut_middle
from .values import kept_parameters


class RequestStatements:
    """Told by `queries.QueryWatch` of each statement."""

    def notice(self):
        return current_span() is not None

    def during(self, query, params, many, connection):
        return StatementStep(query, params, many, connection.alias)


class StatementStep(Step):
    """The execution of one statement; its rows are counted later, as they are fetched."""

    __slots__ = ("query",)

    def __init__(self, query, params, many, database):
        sql = query["sql"]
        label = cut_middle(sql)
        details = {} if label == sql else {"sql": sql}
        if not many and (shown := kept_parameters(params)):
            details["params"] = shown
        if many and isinstance(params, (list, tuple)):
            details["parameterSets"] = len(params)
        if database != "default":
            details["database"] = database
        super().__init__("sql", label, query.get("location"), **details)
        self.query = query

    def __enter__(self):
        span = super().__enter__()
        if span is not None:
            span.query = self.query
        return span


def traced_transaction(debug_transaction):
    """BEGIN, COMMIT and ROLLBACK that the driver is told by calls; `assertNumQueries` counts them too."""

    @functools.wraps(debug_transaction)
    @contextmanager
    def transaction(connection, sql):
        # Two frames up: contextlib is in between.
        with Step("sql", sql, current_span() and learner_place(sys._getframe(2))):
            with debug_transaction(connection, sql):
                yield

    return transaction
