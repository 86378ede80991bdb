"""Both sides of Django's own assertions, whose inner comparison of counts would tell a learner little.

Each rule gets the local names of the assertion's frame and gives both sides, or None to look further in.
"""

from .printing import cut, printed


def _page(parameters):
    """The text of the response that was looked at; a stream was read already."""
    response = parameters.get("response")
    content = b"" if getattr(response, "streaming", False) else getattr(response, "content", b"")
    return cut(content.decode(getattr(response, "charset", None) or "utf-8", "replace"))


def contains(parameters):
    """assertContains: the text that was looked for, and the page; a wrong status or count is a comparison further in."""
    if "real_count" not in parameters or parameters.get("count") is not None:
        return None
    return {"expected": cut(str(parameters["text"])), "actual": _page(parameters)}


def contains_not(parameters):
    if "real_count" not in parameters:
        return None
    return {"expected": f"no {cut(str(parameters['text']))!r} in it", "actual": _page(parameters)}


def in_html(parameters):
    if "real_count" not in parameters or parameters.get("count"):
        return None
    needle, haystack = cut(str(parameters["needle"])), cut(str(parameters["haystack"]))
    return {"expected": f"no {needle!r} in it" if parameters["count"] == 0 else needle, "actual": haystack}


def html_equal(parameters):
    """Both as Django normalises them: one tag per line, attributes in order."""
    if "dom2" not in parameters:
        return None
    return {"expected": cut(str(parameters["dom2"])), "actual": cut(str(parameters["dom1"]))}


def template_used(parameters):
    """The template's name and those that were rendered."""
    names = parameters.get("template_names")
    return None if names is None else printed(names, [parameters["template_name"]])


def template_not_used(parameters):
    names = parameters.get("template_names")
    if names is None:
        return None
    return {**printed(names, None), "expected": f"no {parameters['template_name']!r} in it"}


def template_not_used_context(parameters):
    context = parameters["self"]
    names = [template.name for template in context.rendered_templates if template.name is not None]
    return template_not_used({"template_names": names, "template_name": context.template_name})


def number_of_queries(parameters):
    """The queries that were made stand on the actual side."""
    context = parameters["self"]
    queries = [f"{number}. {query['sql']}" for number, query in enumerate(context.captured_queries, 1)]
    return {"expected": _count(context.num), "actual": cut("\n".join([_count(len(queries)), *queries]))}


def _count(number):
    return "1 query" if number == 1 else f"{number} queries"


RULES = {
    "assertContains": contains,
    "assertNotContains": contains_not,
    "assertInHTML": in_html,
    "assertHTMLEqual": html_equal,
    "_assert_template_used": template_used,
    "assertTemplateNotUsed": template_not_used,
    "_AssertTemplateNotUsedContext": template_not_used_context,
    "_AssertNumQueriesContext": number_of_queries,
}
