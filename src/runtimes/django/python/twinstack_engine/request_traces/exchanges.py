"""One request and its answer, as Django's handlers see them."""

import functools

from ..locations import locations
from .sent import Sent
from .spans import Step, answered, current_span, one_line
from .streams import TracedPieces


def traced_response(recorder, get_response):
    """`BaseHandler.get_response`, which every handler calls: the server's and the test client's."""

    @functools.wraps(get_response)
    def traced(handler, request):
        __traceback_hide__ = True
        with Exchange(recorder, request) as exchange:
            return exchange.answered(get_response(handler, request))

    return traced


def traced_async_response(recorder, get_response_async):
    """`BaseHandler.get_response_async`."""

    @functools.wraps(get_response_async)
    async def traced(handler, request):
        __traceback_hide__ = True
        with Exchange(recorder, request) as exchange:
            return exchange.answered(await get_response_async(handler, request))

    return traced


def traced_conversion(response_for_exception):
    """`response_for_exception`: an exception becomes an answer, a page of its own for instance."""

    @functools.wraps(response_for_exception)
    def traced(request, error):
        __traceback_hide__ = True
        if current_span() is None:
            return response_for_exception(request, error)
        places = locations(error)
        text = one_line(error)
        with Step("error", text, places.get("learnerLocation") or places.get("testLocation")) as span:
            response = answered(span, response_for_exception(request, error))
            if span is not None:
                span.error = text
                if response.status_code >= 500:
                    span.trace.root.error = text
            return response

    return traced


class Exchange:
    """The handling of one request: a trace of its own, or the one that the development server has begun."""

    def __init__(self, recorder, request):
        self.recorder = recorder
        self.request = request
        self.is_streaming = False

    def __enter__(self):
        outer = current_span()
        self.is_own = outer is None or outer.trace.is_handled
        # A view may ask the test client: that is a request of its own.
        self.trace = self._begin() if self.is_own else outer.trace
        if self.trace is not None:
            self.trace.is_handled = True
            self.trace.sent = Sent(self.request)
            self.within = self.trace.within() if self.is_own else self.trace.within(outer)
            self.within.__enter__()
        return self

    def answered(self, response):
        """Takes down the answer and hands it on."""
        trace = self.trace
        if trace is None:
            return response
        trace.status = response.status_code
        self.is_streaming = response.streaming
        if self.is_streaming:
            response._iterator = TracedPieces(response._iterator, trace)
            if self.is_own:
                response._resource_closers.append(functools.partial(self.recorder.finish, trace))
        else:
            trace.sent.read_rest()
            trace.root.details["bytes"] = 0 if self.request.method == "HEAD" else len(response.content)
        return response

    def __exit__(self, _type, error, _traceback):
        if self.trace is None:
            return
        self.within.__exit__()
        if error is not None:
            self.trace.root.error = one_line(error)
        if self.is_own and (error is not None or not self.is_streaming):
            self.recorder.finish(self.trace)

    def _begin(self):
        return self.recorder.begin(self.request.method, self.request.get_full_path())
