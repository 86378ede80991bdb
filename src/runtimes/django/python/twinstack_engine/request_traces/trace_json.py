"""A finished trace in the form of the runtime contract (`RequestTrace` in src/runtimes/trace.ts)."""


def describe(trace):
    """The trace as JSON objects: times in ms from the beginning of the request, steps inside the one they belong to."""
    began = trace.root.start
    ids, ends, spans = {}, {}, []
    for number, span in enumerate(trace.spans, start=1):
        limit = ends.get(span.parent, span.end)
        # What still runs when its request is over, or goes on after the step that started it, ends with that.
        end = min(limit if span.end is None else span.end, limit)
        ids[span], ends[span] = number, max(end, span.start)
        spans.append(
            {
                "id": number,
                "parent": ids.get(span.parent, 0),
                "kind": span.kind,
                "label": span.label,
                "startMs": _ms(span.start - began),
                "endMs": _ms(ends[span] - began),
                **({"source": span.source} if span.source else {}),
                **({"details": details} if (details := _details(span)) else {}),
                **({"error": span.error} if span.error else {}),
            }
        )
    return {
        "id": trace.id,
        "stack": "django",
        "method": trace.method,
        "path": trace.path,
        **({} if trace.status is None else {"status": trace.status}),
        "ms": _ms(trace.root.end - began),
        **({} if trace.sent is None else {"sent": trace.sent.describe()}),
        "spans": spans,
        **({"leftOut": trace.left_out} if trace.left_out else {}),
    }


def _details(span):
    details = dict(span.details)
    if span.kind == "middleware" and "hook" not in details:
        if span.inner:
            began, ended = span.inner
            details.update(inMs=_ms(began - span.start), outMs=_ms(max(span.end - ended, 0)))
        elif span.error is None:
            details["answeredEarly"] = True
    if span.query and "rows" in span.query:
        details["rows"] = span.query["rows"]
    return details


def _ms(seconds):
    return round(seconds * 1000, 3)
