"""Records each template that is rendered, what it extends and what it includes."""

import functools

from ..locations import place_in_project
from .spans import Step, StepsWithin, current_span, cut_middle

UNNAMED = "a template without a name"

# A template may include a thousand others by a variable.
INCLUDE_LIMIT = 50


def traced_render(render):
    """`Template.render`: of a whole template, and of one that a template includes."""

    @functools.wraps(render)
    def traced(template, context):
        __traceback_hide__ = True
        outer = current_span()
        if outer is None:
            return render(template, context)
        with step_for(template) as span:
            if span is not None and outer.including is not None:
                tell_included(span, outer)
            return render(template, context)

    return traced


def traced_include(render):
    """`IncludeNode.render`, so that the template it renders is known as an included one."""

    @functools.wraps(render)
    def traced(node, context):
        __traceback_hide__ = True
        span = current_span()
        if span is None:
            return render(node, context)
        before, span.including = span.including, node
        try:
            return render(node, context)
        finally:
            span.including = before

    return traced


def traced_parent(get_parent):
    """`ExtendsNode.get_parent`: the step of the parent begins, and `traced_extends` ends it."""

    @functools.wraps(get_parent)
    def traced(node, context):
        parent = get_parent(node, context)
        child = current_span()
        if child is not None:
            if child.kind == "template":
                child.details["extends"] = name_of(parent)
            step_for(parent).__enter__()
        return parent

    return traced


def traced_extends(render):
    """`ExtendsNode.render`."""

    @functools.wraps(render)
    def traced(node, context):
        __traceback_hide__ = True
        with StepsWithin():
            return render(node, context)

    return traced


def step_for(template):
    return Step("template", cut_middle(name_of(template)), place_in_project((template.origin.name, 1)))


def name_of(template):
    return template.name or UNNAMED


def tell_included(span, outer):
    """Says where a template was included, and lists it with the one that did: a block may be rendered by a parent."""
    node = outer.including
    place = place_in_project((node.origin.name, node.token.lineno))
    if place:
        span.details["includedAt"] = f"{place['file']}:{place['line']}"
    owner = outer
    while owner is not None and owner.label != node.origin.template_name:
        owner = owner.parent
    if owner is not None:
        included = owner.details.setdefault("includes", [])
        if span.label not in included and len(included) < INCLUDE_LIMIT:
            included.append(span.label)
