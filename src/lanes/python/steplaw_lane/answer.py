"""Answers one request: JSON bytes in, bytes out. Both kinds of lane call nothing else.

An answer is the length of its JSON head (4 bytes, little endian), the head, and the integers of a recording (4 bytes each).
"""

import ast
import json
import sys

from .code_tables import raw_code
from .measure import measure
from .modules import find
from .record import Recorder
from .syntax_tree import tree


def answer(request):
    """Answers a request given as JSON bytes."""
    asked = json.loads(request)
    numbers = b""
    try:
        head, numbers = _DO[asked["do"]](asked)
    except RecursionError:
        head = {"error": {"type": "RecursionError", "message": "too deeply nested", "line": 0, "column": 0}}
    data = json.dumps(head).encode("ascii")
    return b"".join((len(data).to_bytes(4, "little"), data, numbers))


def _about(asked):
    return {"python": sys.version.split()[0], "hash": hash("a"), "hashInfo": repr(sys.hash_info)}, b""


def _source(asked):
    return bytes.fromhex(asked["bytes"]) if "bytes" in asked else asked["source"]


# The compiler sets these of some errors without naming them in `args`.
_MEMBERS = ("filename", "lineno", "offset", "text", "end_lineno", "end_offset")


def _plain(value):
    """An exception's arguments as data: tuples become lists, what JSON has no form for its text."""
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value if value is None or type(value) in (str, int, bool) else str(value)


def _compile(asked, flags):
    """The compiled source, or the error as data: type, message, 1-based line and column (0 where there is none)."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 5000))
    try:
        return compile(_source(asked), asked["filename"], asked.get("mode", "exec"), flags, True, 0), None
    except SyntaxError as e:
        error = {
            "type": type(e).__name__,
            "message": e.msg,
            "line": e.lineno or 0,
            "column": e.offset or 0,
            "args": _plain(e.args),
            "members": {name: _plain(getattr(e, name)) for name in _MEMBERS},
        }
    except (ValueError, OverflowError, MemoryError, RecursionError) as e:
        error = {"type": type(e).__name__, "message": str(e), "line": 0, "column": 0, "args": _plain(e.args), "members": {}}
    finally:
        sys.setrecursionlimit(limit)
    return None, {"error": error}


def _parse(asked):
    module, error = _compile(asked, ast.PyCF_ONLY_AST)
    if error:
        return error, b""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 20000))
    try:
        return {"tree": tree(module)}, b""
    finally:
        sys.setrecursionlimit(limit)


def _tables(asked):
    code, error = _compile(asked, 0)
    return error or {"code": raw_code(code)}, b""


def _module(asked):
    return {"module": find(asked["name"], asked["path"])}, b""


def _record(asked):
    recorder = Recorder(asked["level"], asked["fuel"], asked["code"])
    runs = [recorder.record(program) for program in asked["programs"]]
    return {"names": list(recorder.names), "runs": runs}, b"".join(recorder.numbers)


def _record_stepping(asked):
    recorder = Recorder("exact", asked["fuel"], True)
    runs = [recorder.record_stepping(program, asked["conditions"]) for program in asked["programs"]]
    return {"names": list(recorder.names), "runs": runs}, b"".join(recorder.numbers)


def _measure(asked):
    return {"runs": [measure(program, asked["tools"]) for program in asked["programs"]]}, b""


_DO = {
    "about": _about,
    "parse": _parse,
    "compile": _tables,
    "record": _record,
    "recordStepping": _record_stepping,
    "measure": _measure,
    "module": _module,
}
