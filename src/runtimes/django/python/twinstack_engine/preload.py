"""Imports the parts of Django that most projects use, ahead of need.

Only modules that ask no settings and register no models: a project may replace
the user model, and its settings are not known yet. So of django.contrib there
are applications, views and template tags, but no `models`. test_preload.py
holds the list to that.
"""

import importlib

CORE = """
asyncio concurrent.futures encodings.idna encodings.unicode_escape html.parser runpy sqlite3
unittest.mock zoneinfo
django.apps django.conf django.conf.locale.en.formats django.conf.urls
django.core.cache.backends.db django.core.cache.backends.locmem django.core.cache.utils
django.core.checks django.core.handlers.asgi django.core.handlers.wsgi django.core.mail
django.core.mail.backends.locmem django.core.management
django.core.management.commands.check django.core.management.commands.createcachetable
django.core.management.commands.flush django.core.management.commands.makemigrations
django.core.management.commands.migrate django.core.management.commands.runserver
django.core.management.commands.shell django.core.management.commands.test
django.core.management.sql django.core.serializers.json
django.db.backends.sqlite3.base django.db.migrations.executor django.db.models.sql.compiler
django.forms django.http django.middleware.clickjacking django.middleware.common
django.middleware.csrf django.middleware.security django.shortcuts
django.template.backends.django django.template.context_processors
django.template.defaultfilters django.template.defaulttags django.template.loader_tags
django.template.loaders.app_directories django.template.loaders.cached
django.template.loaders.filesystem django.templatetags.cache django.templatetags.i18n
django.templatetags.l10n django.templatetags.static django.templatetags.tz
django.test django.test.client django.test.runner django.urls
django.utils.translation.reloader django.utils.translation.trans_real
django.views.csrf django.views.debug django.views.defaults django.views.generic
"""

CONTRIB = """
django.contrib.admin.apps django.contrib.admin.checks django.contrib.admin.sites
django.contrib.admin.templatetags.admin_list django.contrib.admin.templatetags.admin_modify
django.contrib.admin.templatetags.admin_urls django.contrib.admin.templatetags.log
django.contrib.admin.views.main django.contrib.auth.apps
django.contrib.auth.context_processors django.contrib.auth.decorators
django.contrib.auth.hashers django.contrib.auth.management
django.contrib.auth.password_validation django.contrib.auth.tokens
django.contrib.contenttypes.apps django.contrib.contenttypes.checks
django.contrib.contenttypes.management django.contrib.messages.apps
django.contrib.messages.context_processors django.contrib.messages.middleware
django.contrib.messages.storage.fallback django.contrib.sessions.apps
django.contrib.sessions.backends.db django.contrib.sessions.middleware
django.contrib.sessions.serializers django.contrib.sites.shortcuts
django.contrib.staticfiles.apps django.contrib.staticfiles.checks
django.contrib.staticfiles.finders django.contrib.staticfiles.handlers
django.contrib.staticfiles.storage
"""


def import_django():
    """Imports them all."""
    for module in f"{CORE} {CONTRIB}".split():
        importlib.import_module(module)
