"""What is imported before a project is known must not depend on the project."""

import subprocess
import sys
import unittest

LOOK = """
from twinstack_engine import preload
preload.import_django()
from django.apps import apps
from django.conf import settings
print(settings.configured, apps.ready, [name for models in apps.all_models.values() for name in models])
"""


class PreloadTests(unittest.TestCase):
    def test_needs_no_settings_and_registers_no_models(self):
        output = subprocess.run([sys.executable, "-B", "-c", LOOK], capture_output=True, text=True)
        self.assertEqual(output.stdout, "False False []\n", output.stderr)
