"""There is no terminal to ask for its width."""

import os


def install():
    # Colours and progress bars ask for it.
    os.environ.setdefault("COLUMNS", "80")
