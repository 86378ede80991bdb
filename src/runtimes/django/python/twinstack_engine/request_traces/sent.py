"""What a client sent beside method and path, so that the request can be sent again."""

from base64 import b64encode

# TRACE_LIMIT_BODY_BYTES in src/runtimes/trace.ts
BODY_LIMIT = 64 * 1024


class Sent:
    """Headers and body of one request. The body is kept as Django reads it: reading it here could keep a view from it."""

    def __init__(self, request):
        self.headers = [[name, value] for name, value in request.headers.items()]
        self._length = _content_length(request)
        self._stream = None
        # A request that a test has made by hand has none.
        if self._length and hasattr(request, "_stream"):
            self._stream = request._stream = KeptStream(request._stream)

    def read_rest(self):
        """The view is through: what it left of the body is read now."""
        if self._stream is not None and self._length <= BODY_LIMIT:
            self._stream.read_rest(self._length)

    def describe(self):
        """As JSON objects (`SentMessage` in src/runtimes/trace.ts)."""
        body = self._stream.kept if self._stream else b""
        is_whole = len(body) == self._length
        return {"headers": self.headers, **({"body": b64encode(body).decode()} if is_whole else {})}


class KeptStream:
    """The stream of a request's body; keeps what is read of it, up to the limit."""

    def __init__(self, stream):
        self._inner = stream
        self.kept = b""

    def read(self, *args, **kwargs):
        return self._keep(self._inner.read(*args, **kwargs))

    def readline(self, *args, **kwargs):
        return self._keep(self._inner.readline(*args, **kwargs))

    def read_rest(self, length):
        try:
            self.read(length - len(self.kept))
        except Exception:  # noqa: BLE001 - closed, or broken: then the body is not whole, and that is told.
            return

    def _keep(self, piece):
        if len(self.kept) <= BODY_LIMIT:
            self.kept += piece[: BODY_LIMIT + 1]
        return piece

    def __getattr__(self, name):
        return getattr(self._inner, name)


def _content_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
