"""Finds the syntax error of a Django template without the project's settings."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.template import Library, TemplateSyntaxError
from django.template.base import DebugLexer, Origin, Parser

from .syntax_columns import utf16_column

BUILTINS = ("django.template.defaulttags", "django.template.defaultfilters", "django.template.loader_tags")

# What {% load %} finds in every project, or in one that installs the app.
LIBRARIES = {
    "cache": "django.templatetags.cache",
    "i18n": "django.templatetags.i18n",
    "l10n": "django.templatetags.l10n",
    "static": "django.templatetags.static",
    "tz": "django.templatetags.tz",
}

# How Django begins to say that it does not know a name. With a library of the project's own it may be right.
OF_UNKNOWN_NAMES = ("Invalid block tag", "Invalid filter")


class Libraries(dict):
    """Libraries by name. One of the project's own counts as empty, and is remembered."""

    unknown = False

    def __missing__(self, name):
        self.unknown = True
        return Library()


def find_in_template(path, text):
    """As `syntax.find_problems`."""
    libraries = Libraries((name, library(module)) for name, module in LIBRARIES.items())
    builtins = [library(module) for module in BUILTINS]
    parser = Parser(DebugLexer(text).tokenize(), libraries, builtins, Origin(path, template_name=path))
    try:
        parser.parse()
    except TemplateSyntaxError as error:
        message = str(error)
        if libraries.unknown and (message.startswith(OF_UNKNOWN_NAMES) or "is not a valid tag or filter" in message):
            return []
        token = getattr(error, "token", None)
        start = token.position[0] if token is not None and token.position else 0
        line = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return [{"message": message, "line": line, "column": utf16_column(text, line, column)}]
    except ImproperlyConfigured:
        # A tag that asks the project's settings: whether it is right is not known here.
        return []
    return []


def library(module):
    """A library that is imported already: asking must leave no trace."""
    return sys.modules[module].register
