"""Records which URL patterns are tried for a request, and which matches."""

import functools
import sys
from weakref import WeakKeyDictionary

from django.urls import Resolver404, URLResolver, get_resolver

from .. import places
from ..locations import place_in_project
from ..queries import learner_place
from .spans import Step, cut_middle
from .values import kept_text
from .views import name_of

# A list of more is no help.
PATTERN_LIMIT = 200

#: The line of the project that made each pattern.
_made_at = WeakKeyDictionary()


def placed(initialize):
    """The initializer of a pattern or resolver that notes the line of the project it is called from."""

    @functools.wraps(initialize)
    def __init__(pattern, *args, **kwargs):
        initialize(pattern, *args, **kwargs)
        place = learner_place(sys._getframe(1))
        if place:
            _made_at[pattern] = place

    return __init__


def traced_resolve(resolve_request):
    """`BaseHandler.resolve_request` that records the patterns it tries."""

    @functools.wraps(resolve_request)
    def resolve(handler, request):
        __traceback_hide__ = True
        with Step("resolve", cut_middle(request.path_info)) as span:
            try:
                match = resolve_request(handler, request)
            except Resolver404 as error:
                tell_tried(span, request, error.args[0].get("tried") or [])
                raise
            tell_tried(span, request, match.tried or [])
            tell_match(span, match)
            return match

    return resolve


def tell_tried(span, request, tried):
    if span is None:
        return
    texts = [describe_chain(chain) for chain in tried[:PATTERN_LIMIT]]
    if len(tried) > PATTERN_LIMIT:
        texts.append(f"… and {len(tried) - PATTERN_LIMIT} more")
    span.details["patternsTried"] = texts
    span.details["urlconfs"] = urlconf_files(request, tried[-1] if tried else [])


def tell_match(span, match):
    """The last pattern that was tried is the one that matched."""
    if span is None:
        return
    captured = [f"{name}={kept_text(value)}" for name, value in match.kwargs.items()]
    span.details.update(route=match.route, view=name_of(match.func))
    if match.url_name:
        span.details["urlName"] = match.view_name
    if captured or match.args:
        span.details["arguments"] = [*map(kept_text, match.args), *captured]
    chain = match.tried[-1] if match.tried else []
    span.source = next((_made_at[pattern] for pattern in reversed(chain) if pattern in _made_at), None)


def describe_chain(chain):
    """Patterns from the outside in, as Django's page of a missing page lists them."""
    text = " ".join(str(pattern.pattern) for pattern in chain)
    name = getattr(chain[-1], "name", None)
    return cut_middle(f"{text} [name='{name}']" if name else text)


def urlconf_files(request, chain):
    """Files of the project that hold the patterns of a chain."""
    resolvers = [get_resolver(getattr(request, "urlconf", None)), *(p for p in chain if isinstance(p, URLResolver))]
    files = []
    for resolver in resolvers:
        place = place_in_project((getattr(resolver.urlconf_module, "__file__", None), 1))
        if place and places.is_learners(place["file"]) and place["file"] not in files:
            files.append(place["file"])
    return files
