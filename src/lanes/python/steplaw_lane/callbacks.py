"""Callbacks that put what happened into a list of integers, as fast as Python allows.

A record of the semantic level is (event, frame, line); of the exact level (event, frame, line, offset, destination, callable,
first argument or exception), strings as indices, −1 where there is none. Several tools' records have the tool besides.
"""

import json
import sys
# A program may replace what the module `builtins` holds.
from builtins import BaseException, bool, eval, getattr, hasattr, id, len
from opcode import opmap
from sys import _getframe

from .describe import callable_name, code_of, code_of_argument, type_name, value_text
from .frames import GENERATORS
from .random_tool import answers_disable, acts_of, RAISED

M = sys.monitoring
E = M.events
# In the order of EVENT_NAMES (model/monitoring/event.ts).
NAMES = (
    "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH BRANCH_LEFT BRANCH_RIGHT "
    "STOP_ITERATION RAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW RERAISE C_RETURN C_RAISE"
).split()
KIND = {name: i for i, name in enumerate(NAMES)}
# BRANCH of 3.12 and 3.13 with its direction; left is the way to the next instruction.
BRANCH_TO_LEFT, BRANCH_TO_RIGHT = 20, 21
_TWO_WAYS = hasattr(E, "BRANCH_LEFT")
EVENTS = [n for n in NAMES if hasattr(E, n) and not (_TWO_WAYS and n == "BRANCH")]
EXACT_ONLY = {"INSTRUCTION", "JUMP"}
_CALLS = {"CALL", "C_RETURN", "C_RAISE"}
_EXCEPTIONS = {"STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE"}
_TO = {"JUMP", "BRANCH_LEFT", "BRANCH_RIGHT"}
_GOES_ON = {"PY_RESUME", "PY_THROW"}

_FOR_ITER = opmap["FOR_ITER"]


def branch_kind(code, offset, dest):
    """The direction of a BRANCH event: POP_JUMP_IF_… of 3.12 has no cache, FOR_ITER has one; on 3.13 each has one."""
    if dest == offset + 4:
        if sys.version_info >= (3, 13) or code.co_code[offset] == _FOR_ITER:
            return BRANCH_TO_LEFT
        return BRANCH_TO_RIGHT
    return BRANCH_TO_LEFT if dest == offset + 2 else BRANCH_TO_RIGHT


def place_in(code, offset):
    """An offset that an exception event is told; −1 for one outside the code."""
    return offset if 0 <= offset < len(code.co_code) else -1


def semantic(run):
    """One tool, semantic level: {event name: callback}."""
    filename, put, frames, buffer = run.filename, run.put, run.frames, run.buffer
    number, resumed, getframe = frames.number, frames.resumed, frames.getframe

    def line(code, lineno):
        if code.co_filename == filename:
            frame = getframe(1)
            put((5, frame.f_trace or number(frame), lineno))
            if len(buffer) > run.cap:
                run.stop()

    def branch(code, offset, dest):
        if code.co_filename == filename:
            frame = getframe(1)
            put((branch_kind(code, offset, dest), frame.f_trace or number(frame), frame.f_lineno or 0))
            if len(buffer) > run.cap:
                run.stop()

    def with_2(kind):
        def callback(code, offset):
            if code.co_filename == filename:
                frame = getframe(1)
                put((kind, frame.f_trace or number(frame), frame.f_lineno or 0))
                if len(buffer) > run.cap:
                    run.stop()

        return callback

    def with_3(kind):
        def callback(code, offset, value):
            if code.co_filename == filename:
                frame = getframe(1)
                put((kind, frame.f_trace or number(frame), frame.f_lineno or 0))
                if len(buffer) > run.cap:
                    run.stop()

        return callback

    def with_4(kind):
        def callback(code, offset, function, arg0):
            if code.co_filename == filename:
                frame = getframe(1)
                put((kind, frame.f_trace or number(frame), frame.f_lineno or 0))
                if len(buffer) > run.cap:
                    run.stop()

        return callback

    def handled(code, offset, error):
        frame = getframe(1)
        if code.co_filename == filename and run.may_record(frame):
            put((13, frame.f_trace or number(frame), frame.f_lineno or 0))

    def goes_on(kind):
        def callback(code, offset, value=None):
            if code.co_filename == filename:
                frame = getframe(1)
                n = frame.f_trace or number(frame)
                resumed(frame, n)
                put((kind, n, frame.f_lineno or 0))
                if len(buffer) > run.cap:
                    run.stop()

        return callback

    made = {}
    for name in EVENTS:
        kind = KIND[name]
        if name == "LINE":
            made[name] = line
        elif name == "BRANCH":
            made[name] = branch
        elif name == "EXCEPTION_HANDLED":
            made[name] = handled
        elif name in _GOES_ON:
            made[name] = goes_on(kind)
        elif name in _CALLS:
            made[name] = with_4(kind)
        elif name == "PY_START":
            made[name] = with_2(kind)
        elif name not in EXACT_ONLY:
            made[name] = with_3(kind)
    return made


def exact(run):
    """One tool, exact level: {event name: callback}."""
    return {name: _exact(run, name) for name in EVENTS}


def _exact(run, name):
    filename, put, buffer, index = run.filename, run.put, run.buffer, run.name_index
    number, resumed, getframe = run.frames.number, run.frames.resumed, run.frames.getframe
    kind = KIND[name]

    def line(code, lineno):
        if code.co_filename == filename:
            frame = getframe(1)
            put((kind, frame.f_trace or number(frame), lineno, frame.f_lasti, -1, -1, -1))
            if len(buffer) > run.cap:
                run.stop()

    def plain(code, offset, value=None):
        if code.co_filename == filename:
            frame = getframe(1)
            put((kind, frame.f_trace or number(frame), frame.f_lineno or 0, offset, -1, -1, -1))
            if len(buffer) > run.cap:
                run.stop()

    def to(code, offset, dest):
        if code.co_filename == filename:
            frame = getframe(1)
            put((kind, frame.f_trace or number(frame), frame.f_lineno or 0, offset, dest, -1, -1))
            if len(buffer) > run.cap:
                run.stop()

    def branch(code, offset, dest):
        if code.co_filename == filename:
            frame = getframe(1)
            way = branch_kind(code, offset, dest)
            put((way, frame.f_trace or number(frame), frame.f_lineno or 0, offset, dest, -1, -1))
            if len(buffer) > run.cap:
                run.stop()

    def call(code, offset, function, arg0):
        if code.co_filename == filename:
            frame = getframe(1)
            n = frame.f_trace or number(frame)
            first = index("MISSING" if arg0 is M.MISSING else type_name(arg0))
            put((kind, n, frame.f_lineno or 0, offset, -1, index(callable_name(function)), first))
            if len(buffer) > run.cap:
                run.stop()

    def goes_on(code, offset, error=None):
        if code.co_filename == filename:
            frame = getframe(1)
            n = frame.f_trace or number(frame)
            resumed(frame, n)
            what = -1 if error is None else index(type_name(error))
            put((kind, n, frame.f_lineno or 0, offset, -1, -1, what))
            if len(buffer) > run.cap:
                run.stop()

    def exception(code, offset, error):
        if code.co_filename == filename:
            frame = getframe(1)
            n = frame.f_trace or number(frame)
            put((kind, n, frame.f_lineno or 0, place_in(code, offset), -1, -1, index(type_name(error))))
            if len(buffer) > run.cap:
                run.stop()

    def handled(code, offset, error):
        frame = getframe(1)
        if code.co_filename == filename and run.may_record(frame):
            n = frame.f_trace or number(frame)
            put((kind, n, frame.f_lineno or 0, offset, -1, -1, index(type_name(error))))

    if name == "LINE":
        return line
    if name == "EXCEPTION_HANDLED":
        return handled
    if name == "BRANCH":
        return branch
    if name in _TO:
        return to
    if name in _CALLS:
        return call
    if name in _GOES_ON:
        return goes_on
    return exception if name in _EXCEPTIONS else plain


def event_set(names):
    """The bits of events by name."""
    events = 0
    for name in names:
        events |= getattr(E, name)
    return events


class Acting:
    """What the callbacks of tools at random do beside answering; random-tool.ts says what."""

    def __init__(self, seed, tools, codes):
        self.seed = seed
        self.tools = tools
        self.codes = codes
        # Tool: {event name: callback}.
        self.callbacks = {}
        self.raised = {t["id"]: 0 for t in tools}

    def act(self, tool, spec, ordinal):
        for kind, target, which, place in acts_of(self.seed, tool, ordinal, spec["share"]):
            target = self.tools[target % len(self.tools)]["id"]
            if kind == "set_events":
                M.set_events(target, event_set(spec["sets"][which % len(spec["sets"])]))
            elif kind == "set_local_events":
                events = event_set(spec["localSets"][which % len(spec["localSets"])])
                M.set_local_events(target, self.codes[place % len(self.codes)], events)
            elif kind == "restart_events":
                M.restart_events()
            elif kind == "register_callback":
                name = EVENTS[which % len(EVENTS)]
                M.register_callback(target, getattr(E, name), self.callbacks[target][name] if place & 1 else None)
            elif kind == "free_and_use":
                M.free_tool_id(target)
                M.use_tool_id(target, "steplaw")
            elif kind == "clear_tool_id":
                if hasattr(M, "clear_tool_id"):
                    M.clear_tool_id(target)
            elif kind == "free_tool_id":
                M.free_tool_id(target)
            elif kind == "use_tool_id":
                M.use_tool_id(target, "steplaw")
            elif self.raised[tool] < spec["raises"]:
                self.raised[tool] += 1
                raise RAISED[which % len(RAISED)]("steplaw")


def of_tool(run, tool, seed, disable, disable_on, acting, acts):
    """One tool of several, at random: {event name: callback}. A record has the tool and every field of the exact level."""
    filename, put, buffer, index = run.filename, run.put, run.buffer, run.name_index
    number, resumed, getframe = run.frames.number, run.frames.resumed, run.frames.getframe
    ordinal = -1

    def make(name):
        kind = KIND[name]
        may_disable = name in disable_on and disable > 0
        is_line, is_branch, is_to = name == "LINE", name == "BRANCH", name in _TO
        is_handled = name == "EXCEPTION_HANDLED"
        is_call, is_exception = name in _CALLS, name in _EXCEPTIONS

        def callback(code, offset, value=None, arg0=None):
            nonlocal ordinal
            if code.co_filename != filename:
                return None
            frame = getframe(1)
            if is_handled and not run.may_record(frame):
                return None
            n = frame.f_trace or number(frame)
            if code.co_flags & GENERATORS:
                resumed(frame, n)
            what, dest, function, first = kind, -1, -1, -1
            line = frame.f_lineno or 0
            if is_line:
                line, offset = offset, frame.f_lasti
            elif is_branch:
                what, dest = branch_kind(code, offset, value), value
            elif is_to:
                dest = value
            elif is_call:
                function = index(callable_name(value))
                first = index("MISSING" if arg0 is M.MISSING else type_name(arg0))
            elif is_exception:
                first = index(type_name(value))
                offset = place_in(code, offset)
            put((what, n, line, offset, dest, function, first, tool))
            if len(buffer) > run.cap:
                run.stop()
            ordinal += 1
            if acts is not None:
                try:
                    acting.act(tool, acts, ordinal)
                except BaseException:
                    # The traceback holds this frame, which must hold nothing of the program.
                    code = value = arg0 = frame = None
                    raise
            if may_disable and answers_disable(seed, tool, ordinal, disable):
                return M.DISABLE
            return None

        return callback

    made = acting.callbacks[tool] = {name: make(name) for name in EVENTS}
    return made


# Events of a recording for stepping: branches, handlers and returns of C functions are no places where a debugger stops.
STEPPING = (
    "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP STOP_ITERATION RAISE PY_UNWIND PY_THROW"
).split()


def stepping(run, codes, conditions):
    """One tool that records what steppers are judged by: {event name: callback}.

    A record is (event, frame, line, f_lasti, destination, frame below or 0, code of the callable, code of the first argument,
    exception or value, answers of the conditions). `codes` numbers the code objects by id.
    """
    asked = _Conditions(run, conditions)
    return {name: _stepping(run, name, codes, asked) for name in STEPPING}


def looking(put, filename, at, seen):
    """A `put` for the callbacks of `stepping`: at the event of that number the program's frames, the running one first, go into `seen`."""
    events = 0

    def put_and_look(record):
        nonlocal events
        put(record)
        if events == at:
            frame = _getframe(2)
            while frame is not None:
                if frame.f_code.co_filename == filename:
                    seen.append(_frame_text(frame))
                frame = frame.f_back
        events += 1

    return put_and_look


def _frame_text(frame):
    values = dict(frame.f_locals)
    names = [name for name in values if not name.startswith("__")]
    return {
        "code": frame.f_code.co_qualname,
        "line": frame.f_lineno or 0,
        "locals": [[name, value_text(values[name])] for name in names],
    }


def _stepping(run, name, codes, asked):
    filename, put, buffer, index = run.filename, run.put, run.buffer, run.name_index
    number, resumed, getframe = run.frames.number, run.frames.resumed, run.frames.getframe
    kind = KIND[name]
    is_line, is_jump, is_call = name == "LINE", name == "JUMP", name == "CALL"
    is_exception, goes_on = name in _EXCEPTIONS, name in _GOES_ON
    has_value = name in ("PY_RETURN", "PY_YIELD")
    answers_at = asked.of_event(name)

    def callback(code, offset, value=None, arg0=None):
        if code.co_filename != filename:
            return
        frame = getframe(1)
        # 3.15: the iterator of a generator expression is made before its frame can be seen. What fails there is told of its code, but the frame on top is
        # its caller's, which has done nothing.
        if frame.f_code is not code:
            return
        n = frame.f_trace or number(frame)
        if goes_on:
            resumed(frame, n)
        back = frame.f_back
        while back is not None and back.f_code.co_filename != filename:
            back = back.f_back
        below = 0 if back is None else back.f_trace or 0
        line = offset if is_line else frame.f_lineno or 0
        what = index(type_name(value)) if is_exception else index(value_text(value)) if has_value else -1
        callee = codes.get(id(code_of(value)), -1) if is_call else -1
        argument = codes.get(id(code_of_argument(arg0)), -1) if is_call else -1
        answers = -1 if answers_at is None else answers_at(n, frame)
        put((kind, n, line, frame.f_lasti, value if is_jump else -1, below, callee, argument, what, answers))
        if len(buffer) > run.cap:
            run.stop()

    return callback


class _Conditions:
    """The conditions evaluated where breakpoints may be. A LINE and the INSTRUCTION that follows it are one place: they are evaluated there once."""

    def __init__(self, run, conditions):
        self.conditions = conditions
        self.index = run.name_index
        self.known = {}
        self.place = None
        self.last = -1

    def of_event(self, name):
        if not self.conditions:
            return None
        return {"LINE": self.at_line, "INSTRUCTION": self.at_instruction}.get(name)

    def at_line(self, n, frame):
        self.place = n, frame.f_lasti
        self.last = self.answers(frame)
        return self.last

    def at_instruction(self, n, frame):
        place, self.place = self.place, None
        return self.last if place == (n, frame.f_lasti) else self.answers(frame)

    def answers(self, frame):
        """The number of their text, a JSON list: true, false or the name of the exception."""
        names, values = frame.f_globals, frame.f_locals
        answers = []
        for condition in self.conditions:
            try:
                answers.append(bool(eval(condition, names, values)))
            except BaseException as e:
                answers.append(type_name(e))
        key = tuple(answers)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self.index(json.dumps(answers))
        return known
