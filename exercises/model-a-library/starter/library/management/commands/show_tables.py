from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Prints the SQL that makes the tables of the models. Nothing is made."

    def handle(self, *args, **options):
        with connection.schema_editor(collect_sql=True) as editor:
            for model in apps.get_app_config("library").get_models():
                editor.create_model(model)
        for statement in editor.collected_sql:
            if statement.startswith("CREATE TABLE"):
                # One column per line reads better.
                statement = statement.replace("(", "(\n  ", 1).replace(", ", ",\n  ").replace(");", "\n);")
            self.stdout.write(statement)
