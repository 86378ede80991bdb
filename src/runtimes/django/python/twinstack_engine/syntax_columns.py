"""Columns as the editor counts them."""


def utf16_column(text, line, column):
    """An editor's column, which counts UTF-16 units, from Python's, which counts characters; both from 1."""
    lines = text.split("\n")
    before = lines[line - 1][: max(0, column - 1)] if line <= len(lines) else ""
    # Counted, not encoded: that would import a codec, and leave a trace in the next run.
    return len(before) + sum(character > "\uffff" for character in before) + 1
