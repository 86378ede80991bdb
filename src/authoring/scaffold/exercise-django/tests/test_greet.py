from django.test import SimpleTestCase


class Greet(SimpleTestCase):
    """What the program gave comes first, what was expected second: the learner sees both."""

    maxDiff = None

    def test_greets_by_name(self):
        response = self.client.get("/?name=Ada")
        self.assertEqual(response.content.decode(), "Hello, Ada!")

    def test_asks_for_a_name_that_is_missing(self):
        response = self.client.get("/")
        self.assertEqual((response.status_code, response.content.decode()), (400, "Who are you?"))
