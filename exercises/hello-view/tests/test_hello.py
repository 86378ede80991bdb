from django.test import SimpleTestCase


class TheProject(SimpleTestCase):
    maxDiff = None

    def test_greets_the_world_when_no_name_is_given(self):
        self.assert_greeting("/", "Hello, world!\n")

    def test_greets_the_name_in_the_query(self):
        self.assert_greeting("/?name=Ada", "Hello, Ada!\n")

    def test_greets_the_world_when_the_name_is_empty(self):
        self.assert_greeting("/?name=", "Hello, world!\n")

    def test_decodes_the_name(self):
        self.assert_greeting("/?name=Zo%C3%AB%20%26%20Ada", "Hello, Zoë & Ada!\n")

    def test_answers_404_for_any_other_path(self):
        for path in ["/nowhere", "/nowhere?name=Ada"]:
            self.assertEqual(self.client.get(path).status_code, 404, f"GET {path} must not be answered by the view.")

    def test_says_that_each_greeting_is_plain_text(self):
        response = self.client.get("/")
        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")

    def assert_greeting(self, path, expected):
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, f"GET {path} must be answered with 200.")
        self.assertEqual(response.content.decode(), expected)
