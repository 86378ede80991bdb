"""A unittest result that tells the page of each test as it happens."""

import re
import unittest

# By name: a test may replace `time.perf_counter`.
from time import perf_counter

from .failures import failure

# unittest's stand-in for what fails before any test of a class or module: "setUpClass (tests.test_x.BookTests)".
FIXTURE = re.compile(r"(?P<step>\w+) \((?P<owner>[\w.]+)\)")


class StreamingResult(unittest.TestResult):
    """Sends `test-started` and `test-ended` events of the runtime contract.

    A test with subtests is an event of its own beside them: each subtest ends
    under it, and it fails when one of them failed.
    """

    def __init__(self, send):
        super().__init__()
        self.send = send
        self.open = {}
        self.used_ids = {}

    def startTest(self, test):
        super().startTest(test)
        self._start(test)

    def stopTest(self, test):
        super().stopTest(test)
        self._end(test)

    # unittest cuts its own frames out of a traceback when it keeps it; the comparison is found in them, so before that.

    def addFailure(self, test, err):
        self._fail(test, failure(err[1]))
        super().addFailure(test, err)

    def addError(self, test, err):
        self._fail(test, failure(err[1]))
        super().addError(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._settle(test, outcome="skipped", skipReason=str(reason))

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        text = "The test is marked as an expected failure, but it passed."
        self._fail(test, {"kind": "assertion", "message": text, "stack": text})

    def addSubTest(self, test, subtest, err):
        path = path_of(subtest)
        record = self._record(self._unique(subtest.id()), path, since=self.open[test]["since"])
        self.open[test]["since"] = perf_counter()
        self.send({"type": "test-started", "id": record["id"], "path": path})
        if err is not None:
            record.update(outcome="failed", failure=failure(err[1]))
            self.open[test]["failed_subtests"] += 1
        self._send_end(record)
        super().addSubTest(test, subtest, err)

    def _start(self, test):
        record = self._record(self._unique(test.id()), path_of(test), since=perf_counter())
        self.open[test] = record
        self.send({"type": "test-started", "id": record["id"], "path": record["path"]})
        return record

    def _end(self, test):
        record = self.open.pop(test)
        count = record["failed_subtests"]
        if count and record["outcome"] == "passed":
            text = f"{count} of its subtests failed." if count > 1 else "One of its subtests failed."
            record.update(outcome="failed", failure={"kind": "assertion", "message": text, "stack": text})
        record["since"] = record["started"]
        self._send_end(record)

    def _fail(self, test, details):
        self._settle(test, outcome="failed", failure=details)

    def _settle(self, test, **verdict):
        """Keeps the first verdict that is not a pass: what tearDown adds comes after the cause."""
        if test in self.open:
            record = self.open[test]
            if record["outcome"] == "passed":
                record.update(verdict)
        else:
            # Set-up of a class or module, or Django's own before the test: unittest starts no test for it.
            self._start(test).update(verdict)
            self._end(test)

    def _record(self, test_id, path, since):
        return {
            "id": test_id,
            "path": path,
            "outcome": "passed",
            "started": since,
            "since": since,
            "failed_subtests": 0,
        }

    def _send_end(self, record):
        event = {key: record[key] for key in ("id", "path", "outcome", "failure", "skipReason") if key in record}
        ms = round((perf_counter() - record["since"]) * 1000, 2)
        self.send({"type": "test-ended", **event, "ms": ms})

    def _unique(self, test_id):
        """Two subtests may have the same parameters; ids may not be the same."""
        count = self.used_ids[test_id] = self.used_ids.get(test_id, 0) + 1
        return test_id if count == 1 else f"{test_id} #{count}"


def path_of(test):
    """The test's class, then its name: the first line of its docstring, or the method's name."""
    if isinstance(test, unittest.case._SubTest):
        return [*path_of(test.test_case), test._subDescription()]
    fixture = FIXTURE.fullmatch(test.id())
    if fixture:
        return [fixture["owner"].rpartition(".")[2], fixture["step"]]
    name = test.shortDescription() or getattr(test, "_testMethodName", test.id())
    return [type(test).__name__, name]
