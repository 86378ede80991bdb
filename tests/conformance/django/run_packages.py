"""Runs packages of Django's own tests and tells each outcome on standard output, natively and in the engine alike.

Usage, in the folder that holds the tests: python run_packages.py PACKAGE… [--skip TEST_ID …]
Lines that begin with "@@ " are for who started it: a test that starts, how it ended, and that all are through.
"""

import argparse
import io
import json
import os
import sys
import tempfile
import unittest

CAUSE_LENGTH = 240


def tell(kind, value=None):
    """One line past whatever a test has done to `sys.stdout`."""
    os.write(1, f"\n@@ {json.dumps([kind, value])}\n".encode())


class TellingResult(unittest.TestResult):
    """Tells each test when it starts and how it ended; the first bad verdict of a test counts."""

    def __init__(self):
        super().__init__()
        self.verdicts = {}

    def startTest(self, test):
        super().startTest(test)
        tell("started", test.id())

    def stopTest(self, test):
        super().stopTest(test)
        self.conclude(test)

    def conclude(self, test):
        outcome, cause = self.verdicts.pop(test.id(), ("passed", ""))
        tell("ended", {"id": test.id(), "outcome": outcome, "cause": cause})

    def settle(self, test, outcome, cause):
        started = not isinstance(test, unittest.suite._ErrorHolder)
        self.verdicts.setdefault(test.id(), (outcome, str(cause)[:CAUSE_LENGTH]))
        if not started:
            # Set-up of a class or module: unittest starts no test for it.
            self.conclude(test)

    def addFailure(self, test, err):
        self.settle(test, "failed", f"{err[0].__name__}: {err[1]}")

    addError = addFailure

    def addSkip(self, test, reason):
        self.settle(test, "skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.settle(test, "failed", "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.settle(test, "failed", f"{subtest._subDescription()} {err[0].__name__}: {err[1]}")


def run(packages, skipped):
    """Sets up Django as its `runtests.py` does and runs the packages, without the tests whose ids are skipped."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "test_sqlite"
    os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="django_")
    import runtests
    from django.test.runner import DiscoverRunner
    from django.test.utils import iter_test_cases

    class TellingRunner(DiscoverRunner):
        def build_suite(self, *args, **kwargs):
            suite = super().build_suite(*args, **kwargs)
            return self.test_suite(test for test in iter_test_cases(suite) if test.id() not in skipped)

        def run_suite(self, suite, **kwargs):
            result = TellingResult()
            # What passes through here is Django's logging and unittest's noise.
            sys.stderr = io.StringIO()
            suite(result)
            return result

    labels, state = runtests.setup_run_tests(0, None, None, packages)
    TellingRunner(verbosity=0, interactive=False, parallel=1).run_tests(labels)
    runtests.teardown_run_tests(state)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", nargs="+")
    parser.add_argument("--skip", nargs="*", default=[])
    options = parser.parse_args()
    run(options.packages, set(options.skip))
    tell("finished")
    # Threads that a test left behind must not keep a native Python alive.
    sys.stdout.flush()
    os._exit(0)
