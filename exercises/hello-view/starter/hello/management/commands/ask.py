from django.core.management.base import BaseCommand
from django.test import Client

PATHS = ["/", "/?name=Ada", "/?name=Zo%C3%AB", "/nowhere"]


class Command(BaseCommand):
    help = "Sends four requests to this project and prints the answers."

    def handle(self, *args, **options):
        client = Client(SERVER_NAME="localhost")
        for path in PATHS:
            response = client.get(path)
            if response.status_code == 200:
                answer = response.content.decode().strip()
            else:
                answer = response.reason_phrase
            self.stdout.write(f"GET {path} -> {response.status_code} {answer}")
