"""Django's commands that need an operating system, made to fit a tab or to say what to do instead."""

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


def refuse(name):
    """A `handle` that says what to do instead."""

    def handle(command, *args, **options):
        raise CommandError(INSTEAD[name])

    return handle


def install():
    """Replaces the commands' inner parts; options and help stay Django's."""
    from django.core.management.commands import dbshell, testserver

    runserver.Command.run = run_development_server
    dbshell.Command.handle = refuse("dbshell")
    testserver.Command.handle = refuse("testserver")
