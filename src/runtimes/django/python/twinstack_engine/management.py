"""Django's commands that need an operating system, made to fit a tab or to say what to do instead."""

import sys

from django.core import management
from django.core.management.base import CommandError
from django.core.management.commands import runserver

from .server import Server

DEFAULT_PORT = 8000

INSTEAD = {
    "dbshell": (
        "dbshell starts the sqlite3 program, and a browser tab cannot start programs. Ask the database from Python:\n"
        '  python manage.py shell -c "from django.db import connection; c = connection.cursor(); '
        "c.execute('SELECT name FROM sqlite_master'); print(c.fetchall())\""
    ),
    "changepassword": (
        "changepassword asks for the password, and nobody can type while a program runs here. Set it from Python:\n"
        '  python manage.py shell -c "from django.contrib.auth.models import User; '
        "u = User.objects.get(username='ada'); u.set_password('secret'); u.save()\""
    ),
    "createsuperuser": (
        "createsuperuser asks questions, and nobody can type while a program runs here. Give it the answers:\n"
        "  DJANGO_SUPERUSER_PASSWORD=secret python manage.py createsuperuser --noinput "
        "--username ada --email ada@example.com"
    ),
    "makemessages": (
        "makemessages starts programs of GNU gettext, and a browser tab has none. Write the .po file by hand."
    ),
    "compilemessages": (
        "compilemessages starts a program of GNU gettext, and a browser tab has none. "
        "Compile the .po file elsewhere and add the .mo file to the project."
    ),
    "testserver": (
        "testserver needs a second process. Load the fixture in a data migration and use "
        '"python manage.py runserver".'
    ),
}


class ServerStarted(BaseException):
    """Ends `runserver`'s call stack while its server goes on: a tab's Python cannot block and answer."""

    def __init__(self, server):
        super().__init__("A development server is listening.")
        self.server = server


def run_development_server(command, **options):
    """`runserver`: checks, an up-to-date database, then a server that the page sends requests to."""
    write = command.stdout.write
    write("Performing system checks...\n\n")
    command.check(display_num_errors=True)
    _migrate(command)
    server = Server(command.get_handler(**options), port=int(command.port or DEFAULT_PORT))
    write(f"Starting development server at http://127.0.0.1:{server.port}/\nStop it with the Stop button.\n")
    command.stdout.flush()
    raise ServerStarted(server)


def _migrate(command):
    """Each run starts with the project's files only, so a database that is not among them has no tables yet."""
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.settings_dict["ENGINE"].endswith("sqlite3"):
        return
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
        command.stdout.write(f"Applied {len(plan)} migration(s): each run starts with a new database.\n")


def _is_asking(command, options):
    """createsuperuser asks questions unless it is told not to."""
    return options.get("interactive") and command.stdin is sys.stdin and not sys.stdin.isatty()


def refuse_where_impossible(command, name):
    """Makes the command say what to do instead, when it is typed: tests call commands with answers of their own."""
    original = command.handle

    def handle(*args, **options):
        typed = command._called_from_command_line
        if typed and name in INSTEAD and (name != "createsuperuser" or _is_asking(command, options)):
            raise CommandError(INSTEAD[name])
        return original(*args, **options)

    command.handle = handle
    return command


def install():
    """Replaces inner parts of commands when they are loaded; options and help stay Django's."""
    load = management.load_command_class

    def load_command_class(app_name, name):
        command = load(app_name, name)
        is_djangos = app_name.startswith("django.")
        return refuse_where_impossible(command, name) if is_djangos and name in INSTEAD else command

    management.load_command_class = load_command_class
    runserver.Command.run = run_development_server
