"""Answers HTTP requests with a project's WSGI application, without a socket."""

import io
import sys
import traceback

# The bundle holds only the minified files of these libraries; the admin asks for the others when DEBUG is on.
MINIFIED = {
    "/jquery.js": "/jquery.min.js",
    "/select2.full.js": "/select2.full.min.js",
    "/xregexp.js": "/xregexp.min.js",
    "/select2.css": "/select2.min.css",
}


class Server:
    """A development server: one WSGI application on one port of the runtime's own loopback."""

    def __init__(self, application, port):
        self.application = application
        self.port = port

    def answer(self, method, target, headers, body):
        """Answers one request. Returns `(status, reason, headers, body)`; an application that raises is a 500."""
        environ = self.environ(method, target, headers, body)
        sent = {}

        def start_response(status, response_headers, exc_info=None):
            code, _, reason = status.partition(" ")
            sent.update(status=int(code), reason=reason, headers=[list(pair) for pair in response_headers])

        try:
            response = self.application(environ, start_response)
            try:
                content = b"".join(response)
            finally:
                if hasattr(response, "close"):
                    # Django ends the request here: it closes old database connections.
                    response.close()
        except Exception:
            traceback.print_exc()
            text = "A server error occurred. Its traceback is in the output."
            return 500, "Internal Server Error", [["Content-Type", "text/plain"]], text.encode()
        self.log(method, target, sent["status"], len(content))
        return sent["status"], sent["reason"], sent["headers"], b"" if method == "HEAD" else content

    def environ(self, method, target, headers, body):
        """The request as WSGI describes it (PEP 3333)."""
        from urllib.parse import unquote_to_bytes

        path, _, query = target.partition("?")
        for asked, served in MINIFIED.items():
            if path.endswith(asked):
                path = path.removesuffix(asked) + served
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": f"127.0.0.1:{self.port}",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers:
            key = name.upper().replace("-", "_")
            if key == "CONTENT_LENGTH":
                continue
            key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
            separator = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{separator}{value}" if key in environ and key != "HTTP_HOST" else value
        return environ

    def log(self, method, target, status, size):
        """The line that `runserver` prints for each request."""
        from django.utils import timezone

        now = timezone.datetime.now().strftime("%d/%b/%Y %H:%M:%S")
        print(f'[{now}] "{method} {target} HTTP/1.1" {status} {size}', file=sys.stderr, flush=True)
