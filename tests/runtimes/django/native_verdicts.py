"""Runs a project's tests natively and prints each verdict as JSON: what the engine must agree with."""

import json
import os
import sys
import unittest

project = os.path.abspath(sys.argv[1])
sys.path.insert(0, project)
os.chdir(project)
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"

import django
from django.test.runner import DiscoverRunner


class VerdictResult(unittest.TestResult):
    """Keeps the worst verdict of each test; that of a subtest counts for its test too."""

    def __init__(self):
        super().__init__()
        self.verdicts = {}

    def settle(self, test, verdict):
        if self.verdicts.get(test.id()) in (None, "passed"):
            self.verdicts[test.id()] = verdict

    def addSuccess(self, test):
        self.settle(test, "passed")

    def addFailure(self, test, err):
        self.settle(test, "failed")

    def addError(self, test, err):
        self.settle(test, "failed")

    def addSkip(self, test, reason):
        self.settle(test, "skipped")

    def addExpectedFailure(self, test, err):
        self.settle(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.settle(test, "failed")

    def addSubTest(self, test, subtest, err):
        self.settle(subtest, "failed" if err else "passed")
        if err:
            self.settle(test, "failed")


class VerdictRunner(DiscoverRunner):
    def run_suite(self, suite, **kwargs):
        result = VerdictResult()
        suite(result)
        print("verdicts:" + json.dumps(result.verdicts))
        return result


django.setup()
VerdictRunner(verbosity=0, interactive=False).run_tests(["tests"])
