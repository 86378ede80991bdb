"""Records the body of a streamed answer, which is made after the view is through."""


class TracedPieces:
    """The iterator of a `StreamingHttpResponse`, with one step from the first piece to the last."""

    def __init__(self, pieces, trace):
        self.pieces = pieces
        self.trace = trace
        self.span = None

    def __iter__(self):
        return self

    def __next__(self):
        __traceback_hide__ = True
        with self._step() as span, self.trace.within(span):
            return self._told(span, next(self.pieces))

    def __aiter__(self):
        return self

    async def __anext__(self):
        __traceback_hide__ = True
        with self._step() as span, self.trace.within(span):
            return self._told(span, await anext(self.pieces))

    def _step(self):
        if self.span is None:
            with self.trace.within():
                self.span = self.trace.open("write", "the pieces of the answer", None, {"pieces": 0, "bytes": 0})
        return PieceStep(self.span)

    @staticmethod
    def _told(span, piece):
        if span is not None:
            span.details["pieces"] += 1
            span.details["bytes"] += len(piece.encode() if isinstance(piece, str) else piece)
            span.trace.root.details["bytes"] = span.details["bytes"]
        return piece


class PieceStep:
    """While active, the step goes on; it ends with each piece, as nobody knows whether another is asked for."""

    def __init__(self, span):
        self.span = span

    def __enter__(self):
        if self.span is not None:
            self.span.end = None
        return self.span

    def __exit__(self, _type, error, _traceback):
        if self.span is not None:
            self.span.close(None if isinstance(error, (StopIteration, StopAsyncIteration)) else error)
