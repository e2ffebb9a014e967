"""Runs a program under one real tool and counts what it was told: what claims about PEP 669 are settled by.

A tool is {"kind": …} and its options; `src/lanes/measuring.ts` is the other side.
"""

import sys
# A program may replace what the module `builtins` holds.
from builtins import ValueError, compile, getattr, hasattr, len, set
from sys import _getframe

from .callbacks import BRANCH_TO_LEFT, EVENTS, branch_kind, event_set
from .record import Run, _all_codes, _codes_named, _execute
from .frames import Frames

M = sys.monitoring
E = M.events
TOOL = 2
# A second tool, which only wants to see what the first one changes.
OBSERVER = 3
_RAISED = ("RAISE", "EXCEPTION_HANDLED", "PY_THROW", "RERAISE")


class Tool:
    """What every tool counts. `on` is what it is told; local sets are made when the program's code is known."""

    id = TOOL
    events = ()

    def __init__(self, asked, code):
        self.asked = asked
        self.code = code
        self.filename = code.co_filename
        self.counts = {}
        self.writes = 0

    def begin(self):
        pass

    def callbacks(self):
        return {name: self._callback(name) for name in EVENTS if hasattr(self, "on_" + name.lower())}

    def _callback(self, name):
        on = getattr(self, "on_" + name.lower())

        def callback(code, *arguments):
            if code.co_filename != self.filename:
                return None
            self.counts[name] = self.counts.get(name, 0) + 1
            return on(code, _getframe(1), *arguments)

        return callback

    def set_events(self, *names):
        self.writes += 1
        M.set_events(self.id, event_set(names))

    def set_local(self, code, *names):
        self.writes += 1
        M.set_local_events(self.id, code, event_set(names))

    def report(self):
        return {}


class Wrap(Tool):
    """Entries of one function, then its results or exceptions (machines/tools/wrap-function.ts)."""

    def begin(self):
        way = self.asked["way"]
        self.active = 0
        self.entered = self.returned = self.raised = 0
        self.while_active = way == "unwind-while-active"
        local = ("PY_START", "PY_RETURN", "PY_UNWIND") if way == "unwind-local" else ("PY_START", "PY_RETURN")
        self.wrapped = set()
        for part in _codes_named(self.code, self.asked["function"]):
            self.wrapped.add(part)
            self.set_local(part, *local)
        if way == "unwind-always":
            self.set_events("PY_UNWIND")

    def _left(self):
        self.active -= 1
        if self.while_active and self.active == 0:
            self.set_events()

    def on_py_start(self, code, frame, offset):
        self.entered += 1
        self.active += 1
        if self.while_active and self.active == 1:
            self.set_events("PY_UNWIND")

    def on_py_return(self, code, frame, offset, value):
        self.returned += 1
        self._left()

    def on_py_unwind(self, code, frame, offset, error):
        if code in self.wrapped:
            self.raised += 1
            self._left()

    def report(self):
        return {"entered": self.entered, "returned": self.returned, "raised": self.raised}


class Coverage(Tool):
    """Branch coverage (machines/tools/branch-coverage.ts)."""

    def begin(self):
        self.covered = set()
        self.way = self.asked["way"]
        self.set_events(*(n for n in ("BRANCH", "BRANCH_LEFT", "BRANCH_RIGHT") if n in EVENTS))

    def _took(self, code, offset, direction):
        self.covered.add((code, offset, direction))
        other = (code, offset, not direction)
        if self.way == "each" or (self.way == "both-seen" and other in self.covered):
            return M.DISABLE
        return None

    def on_branch(self, code, frame, offset, dest):
        return self._took(code, offset, branch_kind(code, offset, dest) == BRANCH_TO_LEFT)

    def on_branch_left(self, code, frame, offset, dest):
        return self._took(code, offset, True)

    def on_branch_right(self, code, frame, offset, dest):
        return self._took(code, offset, False)

    def report(self):
        return {"covered": len(self.covered)}


class Breakpoint(Tool):
    """A breakpoint on one line (machines/tools/line-breakpoint.ts)."""

    def begin(self):
        self.line = self.asked["line"]
        self.way = self.asked["way"]
        self.hits = 0
        for part in _all_codes(self.code):
            if any(line == self.line for _, _, line in part.co_lines()):
                names = ("LINE",) if self.way == "line-disable-alone" else ("LINE", "PY_START", "PY_RESUME")
                self.set_local(part, *names)

    def on_line(self, code, frame, line):
        if line == self.line:
            self.hits += 1
            return None
        return M.DISABLE if self.way != "line" else None

    def on_py_start(self, code, frame, offset):
        return None

    def on_py_resume(self, code, frame, offset):
        return None

    def report(self):
        return {"hits": self.hits}


class Unwinding(Tool):
    """PY_UNWIND on everywhere, and nothing done with it."""

    def begin(self):
        self.set_events("PY_UNWIND")

    def on_py_unwind(self, code, frame, offset, error):
        return None


class Silent(Tool):
    """Nothing is monitored."""


class Everything(Tool):
    """Every event is on."""

    def begin(self):
        self.set_events(*EVENTS)

    def callbacks(self):
        return {name: self._counter(name) for name in EVENTS}

    def _counter(self, name):
        def callback(code, *arguments):
            if code.co_filename == self.filename:
                self.counts[name] = self.counts.get(name, 0) + 1

        return callback


class Observer(Tool):
    """Another tool: what exceptions do, PY_UNWIND left out."""

    id = OBSERVER

    def begin(self):
        self.set_events(*_RAISED)

    def callbacks(self):
        return {name: Everything._counter(self, name) for name in _RAISED}


class Restarter(Tool):
    """Another tool that measures lines once each, and restarts events whenever a function of the program is entered."""

    id = OBSERVER

    def begin(self):
        self.set_events("PY_START")

    def on_py_start(self, code, frame, offset):
        M.restart_events()


_KINDS = {
    "wrap": Wrap,
    "coverage": Coverage,
    "breakpoint": Breakpoint,
    "unwinding": Unwinding,
    "silent": Silent,
    "everything": Everything,
    "observer": Observer,
    "restarter": Restarter,
}


def measure(program, asked):
    """What the program showed and what each tool was told; a tool that CPython refuses has `refused`."""
    filename = program.get("filename") or "program.py"
    code = compile(program["source"], filename, "exec", 0, True, 0)
    run = Run(filename, 3, 1_000_000, lambda name: 0, Frames)
    tools = [_KINDS[one["kind"]](one, code) for one in asked]
    for tool in tools:
        if M.get_tool(tool.id) is None:
            M.use_tool_id(tool.id, "steplaw")
    try:
        for tool in tools:
            tool.begin()
    except ValueError as e:
        _silence(tools, code)
        return {"refused": str(e)}
    on = {tool.id: M.get_events(tool.id) for tool in tools}
    names = {tool.id: [n for n in EVENTS if on[tool.id] & getattr(E, n)] for tool in tools}
    head = _execute(run, code, program, [(t.id, names[t.id], t.callbacks()) for t in tools], [], None)
    _silence(tools, code)
    head["tools"] = [{"events": t.counts, "writes": t.writes, "report": t.report()} for t in tools]
    return head


def _silence(tools, code):
    """No set and no callback of a tool outlives its measurement; disabled places are made new."""
    for tool in tools:
        # A run that is over has given its ids back, and local sets are taken off only under an id in use.
        if M.get_tool(tool.id) is None:
            M.use_tool_id(tool.id, "steplaw")
        M.set_events(tool.id, 0)
        for part in _all_codes(code):
            M.set_local_events(tool.id, part, 0)
        for name in EVENTS:
            M.register_callback(tool.id, getattr(E, name), None)
        M.free_tool_id(tool.id)
    M.restart_events()
