"""Answers HTTP requests with a project's WSGI application, without a socket."""

import io
import sys
import traceback
from asyncio import events
from contextlib import nullcontext

# By name: a program may replace `json.dumps`.
from json import dumps

# The bundle holds only the minified files of these libraries; the admin asks for the others when DEBUG is on.
MINIFIED = {
    "/jquery.js": "/jquery.min.js",
    "/select2.full.js": "/select2.full.min.js",
    "/xregexp.js": "/xregexp.min.js",
    "/select2.css": "/select2.min.css",
}

FILE_BLOCK_BYTES = 64 * 1024


class Server:
    """A development server: one WSGI application on one port of the runtime's own loopback."""

    def __init__(self, application, port):
        self.application = application
        self.port = port
        #: A `request_traces.recorder.RequestRecorder`, when requests are recorded.
        self.recorder = None

    def answer(self, method, target, headers, body):
        """Begins to answer one request; the body comes piece by piece. An application that raises is a 500."""
        environ = self.environ(method, target, headers, body)
        trace = self.recorder and self.recorder.begin(method, target)
        return Answer(self, f"{method} {target}", environ, trace)

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

    def log(self, request_line, status, size):
        """The line that `runserver` prints for each request."""
        from django.utils import timezone

        now = timezone.datetime.now().strftime("%d/%b/%Y %H:%M:%S")
        print(f'[{now}] "{request_line} HTTP/1.1" {status} {size}', file=sys.stderr, flush=True)


class Answer:
    """What an application answers: a head at once, then a body that is asked for piece by piece."""

    def __init__(self, server, request_line, environ, trace=None):
        self.server = server
        self.request_line = request_line
        self.trace = trace
        self.is_head_request = environ["REQUEST_METHOD"] == "HEAD"
        self.size = 0
        self.response = None
        try:
            with self.recording():
                self.response = server.application(environ, self.start)
            if hasattr(self.response, "block_size"):
                # A file: each piece is a message to the page.
                self.response.block_size = FILE_BLOCK_BYTES
            self.pieces = iter(self.response)
        except Exception:
            traceback.print_exc()
            text = b"A server error occurred. Its traceback is in the output."
            self.start("500 Internal Server Error", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
            self.pieces = iter([text])

    def recording(self):
        """While active, what Django does belongs to the trace of this request, when there is one."""
        return self.trace.within() if self.trace else nullcontext()

    def start(self, status, headers, exc_info=None):
        """`start_response` of WSGI (PEP 3333)."""
        code, _, self.reason = status.partition(" ")
        self.status = int(code)
        self.headers = [list(pair) for pair in headers]

    def head(self):
        """Status, reason and headers as JSON, and which trace will tell of the request."""
        traced = {"traceId": self.trace.id} if self.trace else {}
        return dumps({"status": self.status, "statusText": self.reason, "headers": self.headers, **traced})

    def next_piece(self):
        """The next piece of the body, or None at its end. What the application raises is printed and raised."""
        events._set_running_loop(None)
        if self.is_head_request:
            return None
        try:
            with self.recording():
                piece = next(filter(None, self.pieces), None)
        except Exception:
            traceback.print_exc()
            raise
        self.size += len(piece or b"")
        return piece

    def close(self):
        """Ends the request: Django closes old database connections here, and a generator its `finally`."""
        if hasattr(self.response, "close"):
            with self.recording():
                self.response.close()
        self.server.log(self.request_line, self.status, self.size)
        if self.trace:
            self.trace.status = self.status
            self.trace.root.details["bytes"] = self.size
            self.server.recorder.finish(self.trace)
