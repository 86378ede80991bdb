"""Runs a program of a project natively as the engine does, and prints each trace of a request among its output."""

import json
import os
import sys

from twinstack_engine import places, session

folder, *command = sys.argv[1:]
places.set_project(folder)
os.chdir(folder)
# The engine's own steps for a Python without threads are no part of this.
session.begin = lambda: sys.path.insert(0, folder)
session.run(json.dumps(command), json.dumps(["requests"]), lambda batch: print(f"trace:{batch}"))
