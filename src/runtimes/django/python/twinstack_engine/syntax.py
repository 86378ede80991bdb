"""Says what is wrong with the syntax of a file while it is being written. Nothing of the file is run."""

import warnings

from .syntax_columns import utf16_column
from .template_syntax import find_in_template

# A null byte; nesting that is too deep for the parser, or for the compiler.
REFUSALS = (ValueError, MemoryError, RecursionError)


def find_problems(path, text):
    """`[{"message", "line", "column"}]`, at most one: Python's parser stops at the first. None for other kinds of files."""
    if path.endswith(".py"):
        return find_in_python(path, text)
    if path.endswith(".html"):
        return find_in_template(path, text)
    return None


def find_in_python(path, text):
    """The error of compiling a module: also what the grammar alone allows, such as a `return` outside a function."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        line = error.lineno or 1
        return [{"message": error.msg, "line": line, "column": utf16_column(text, line, error.offset or 1)}]
    except REFUSALS as error:
        return [{"message": str(error) or type(error).__name__, "line": 1, "column": 1}]
    return []
