"""What the page's worker calls. Values cross the border as JSON text and bytes."""

import os
import random
import sys

# By name: a test may replace `json.dumps`.
from json import JSONEncoder, loads

from . import places

# With separators of its own: a test may change those of the class.
dumps = JSONEncoder(separators=(",", ":")).encode


def warm_up():
    """Before the project is known: everything that is the same for every run. A memory snapshot is taken after it."""
    from . import inline_async, management, missing, preload, tracebacks

    sys.dont_write_bytecode = True
    inline_async.install()
    # First: Django looks at some of it when it is imported.
    missing.install()
    preload.import_django()
    missing.adapt_django()
    management.install()
    tracebacks.install()
    from . import checking, commands, databases, queries, syntax  # noqa: F401


def use_host(functions):
    """Takes what JavaScript computes for Python."""
    from . import missing

    missing.use_host(functions)


def prepare_for_interrupts():
    """Before the first call, where the page can interrupt a program without ending the interpreter."""
    from . import interrupts

    interrupts.install()


def begin():
    """First call of a run or a check, with the project's files on disk."""
    from asyncio import events

    # A snapshot would give every run the same "random" numbers.
    random.seed()
    # Pyodide reports its own loop as running whenever it calls Python.
    events._set_running_loop(None)
    # Pyodide puts the current folder first; which folders count is for the command to say.
    sys.path[:] = [folder for folder in sys.path if folder]
    for name, module in list(sys.modules.items()):
        # Pyodide's own are no modules, and not hashable: programs that look through all modules stumble over them.
        if type(module).__name__ == "JsProxy":
            del sys.modules[name]
    os.environ["HOME"] = "/home"
    os.makedirs(places.PROJECT, exist_ok=True)
    os.chdir(places.PROJECT)
    # In a terminal, lines appear when they are complete.
    sys.stdout.reconfigure(line_buffering=True)


def flush_streams():
    """Sends what is printed so far, so that it counts for the test that printed it."""
    for stream in (sys.__stdout__, sys.__stderr__):
        # A program may close them.
        if not stream.closed:
            stream.flush()


server = None
query_log = None


def run(command_json, trace_json="[]", send_trace=None):
    """Runs a command. Returns JSON: `{"exitCode": 0}`, or `{"listening": 8000}` when a server goes on.

    `send_trace` gets each batch of the traces that `trace_json` asks for, as JSON.
    """
    from . import commands, queries
    from .server import Server

    global server, query_log
    begin()
    query_log = queries.QueryLog()
    recorder = record_requests(trace_json, lambda batch: send_trace(dumps(batch)), query_log)
    if recorder is None:
        queries.QueryWatch(query_log).start()
    result = commands.run(loads(command_json))
    if isinstance(result, Server):
        server = result
        server.recorder = recorder
        return dumps({"listening": result.port})
    if recorder:
        recorder.stop()
    return dumps({"exitCode": result})


def check(send_text, trace_json="[]"):
    """Runs the project's tests; `send_text` gets each event as JSON."""
    from . import checking

    begin()

    def send(event):
        flush_streams()
        if recorder and event["type"] == "test-ended":
            recorder.finish_open()
        send_text(dumps(event))

    recorder = record_requests(trace_json, lambda batch: send({"type": "trace", "batch": batch}))
    checking.check(send)
    if recorder:
        recorder.stop()
    flush_streams()


def record_requests(trace_json, send, *query_logs):
    """Begins to record requests when `trace_json` names them: a `RequestRecorder`, else None."""
    if "requests" not in loads(trace_json):
        return None
    from .request_traces.recorder import RequestRecorder

    recorder = RequestRecorder(send, *query_logs)
    recorder.start()
    return recorder


def answer(request_json, body):
    """Begins to answer a request with the server that runs. Returns a `server.Answer`."""
    from asyncio import events

    events._set_running_loop(None)
    request = loads(request_json)
    return server.answer(request["method"], request["path"], request["headers"], bytes(body))


def take_queries():
    """The SQL since the last call as JSON (`QueryLog.take`), or None when there was none."""
    taken = query_log and query_log.take()
    return dumps(taken) if taken else None


def find_syntax_problems(path, text):
    """What is wrong with a file's syntax, as JSON; see `syntax.find_problems`. Asked of an interpreter that waits."""
    from . import syntax

    return dumps(syntax.find_problems(path, text))


def read_database(content, question_json):
    """The answer to a question about a database file, as JSON. Asked of an interpreter that waits."""
    from . import databases

    return dumps(databases.answer(bytes(content), loads(question_json)))
