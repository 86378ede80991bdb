"""Attributes of Django that are replaced for a while."""


class Replacements:
    """Replaces attributes and puts them back, the last first."""

    def __init__(self):
        self._undo = []

    def replace(self, owner, name, make):
        """Puts `make(original)` in the place of an attribute that `owner` itself has."""
        original = vars(owner)[name]
        self._undo.append((owner, name, original))
        setattr(owner, name, make(original))

    def put_back(self):
        while self._undo:
            setattr(*self._undo.pop())

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.put_back()
