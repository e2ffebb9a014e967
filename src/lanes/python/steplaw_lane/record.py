"""Runs programs under sys.monitoring and returns what happened."""

import builtins
import gc
import signal
import sys
import warnings
from array import array
# A program may replace what the module `builtins` holds.
from builtins import BaseException, compile, exec, getattr, id, isinstance, len, list, map, next, range, tuple, type
from collections import deque
from contextvars import Context
from functools import partial
from operator import call
from types import CodeType, ModuleType

from .baton import SCHEDULER, Abort, Baton
from .callbacks import EVENTS, Acting, event_set, exact, looking, of_tool, semantic, stepping
from .code_tables import raw_code
from .describe import exception, plain_globals
from .frames import Frames, NumberedFrames, NumberedTracedFrames, SparseFrames, TracedFrames
from .interpreter import Interpreter, Written
from .library import LibraryFiles
from .program_text import COLLECTS, MONITORS, TRACES, may_use
from .program_threads import ProgramThreads

M = sys.monitoring
E = M.events
# An id without a meaning of its own.
RECORDER = 4
gc.disable()
gc.collect()
gc.freeze()
# They go to standard error, which nobody sees, and showing one takes longer than compiling a program.
warnings.simplefilter("ignore")
# The first program finds an interpreter that has been monitored before, as every other does: its version of monitoring is no longer 0.
M.use_tool_id(RECORDER, "steplaw")
M.set_events(RECORDER, E.LINE)
M.set_events(RECORDER, 0)
M.free_tool_id(RECORDER)


class Stop(BaseException):
    """Raised from every callback when a run is over: a program may swallow one, not all."""


class Run:
    """One program's run, as its callbacks see it."""

    def __init__(self, filename, width, fuel, name_index, frames):
        self.filename = filename
        self.buffer = []
        self.put = self.buffer.extend
        self.name_index = name_index
        self.width = width
        self.frames = frames(filename, self.put, (0,) * (width - 3), name_index)
        self.begin(fuel)

    def begin(self, fuel):
        """Makes it ready for a program, the first or the next."""
        self.fuel = fuel
        self.cap = fuel * self.width
        self.over = False
        self.cut = None
        self.buffer.clear()
        self.frames.begin()

    def may_record(self, frame):
        """Whether a callback of EXCEPTION_HANDLED may go on: it must never raise.

        CPython 3.13+ would search for a handler again from the unit before this handler; where that one is inside the same
        `try`, it finds the same handler for ever.
        """
        return not self.over and not self.frames.refused(frame)

    def stop(self):
        """Called past the cap: records that are no events do not count."""
        if not self.over:
            self.cap = (self.fuel + self.frames.records) * self.width
            if len(self.buffer) <= self.cap:
                return
            self.end(self.cap)
        raise Stop

    def freeze(self):
        """What comes from now on is no part of the run."""
        M.set_events(RECORDER, 0)
        if self.cut is None:
            self.cut = len(self.buffer)

    def end(self, cut):
        """Ends the run: what was put after `cut` integers does not count, and callbacks raise."""
        self.over = True
        self.cap = -1
        self.cut = cut


# The run that an interrupt ends.
_current = None


def _interrupted(signum, frame):
    run = _current
    if run is not None:
        if not run.over:
            run.end(len(run.buffer))
        raise Stop


signal.signal(signal.SIGINT, _interrupted)


# Copies of code for second runs, by source and file name; they may come in a later batch.
_kept = {}
_MOST_KEPT = 512


class Recorder:
    """Records one batch of programs; names are numbered over the batch."""

    def __init__(self, level, fuel, with_code):
        self.with_code = with_code
        self.exact = level == "exact"
        self.width = 7 if self.exact else 3
        self.fuel = fuel
        self.names = {}
        self.numbers = []
        # The one tool that has all events on, by file name: its callbacks serve every program of the batch.
        self.recorders = {}

    def name_index(self, name):
        return self.names.setdefault(name, len(self.names))

    def record(self, program):
        """The head of one recording; its records are added to `numbers`."""
        tools = program.get("tools")
        filename = program.get("filename") or "program.py"
        width = 8 if tools else self.width
        fuel = program.get("fuel", self.fuel)
        source = bytes.fromhex(program["bytes"]) if "bytes" in program else program["source"]
        try:
            code = self._compile(source, filename, program.get("compiled"))
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError) as e:
            self.numbers.append(b"")
            return {"width": width, "count": 0, "stdout": "", "globals": [], "exception": exception(e, lambda frame: False)}
        traces = may_use(program, TRACES)
        if tools:
            run = Run(filename, width, fuel, self.name_index, TracedFrames if traces else SparseFrames)
            seed = tools["seed"]
            acting = Acting(seed, tools["tools"], list(_all_codes(code)))
            used = [
                (t["id"], t["events"], of_tool(run, t["id"], seed, t["disable"], t["disableOn"], acting, t.get("acts")))
                for t in tools["tools"]
            ]
            local = [(t["id"], entry) for t in tools["tools"] for entry in t["local"]]
        elif traces or "setup" in program:
            files = LibraryFiles(filename) if "setup" in program else filename
            run = Run(files, width, fuel, self.name_index, TracedFrames if traces else Frames)
            callbacks = exact(run) if self.exact else semantic(run)
            if traces:
                callbacks = run.frames.mark(callbacks)
            used, local = [(RECORDER, callbacks, callbacks)], []
        else:
            run, callbacks = self.recorders.get(filename) or self._recorder(filename)
            run.begin(fuel)
            used, local = [(RECORDER, callbacks, callbacks)], []
        head = _execute(run, code, program, used, local, self._baton(run, program))
        del run.buffer[run.cut :]
        records = array("i", run.buffer)
        head["width"] = width
        if self.with_code:
            head["code"] = raw_code(code)
        head["count"] = len(run.buffer) // width
        self.numbers.append(records.tobytes())
        return head

    def _compile(self, source, filename, how):
        """The program's code; what ran once has been instrumented and specialised, so that a second run takes a copy."""
        kept = _kept.pop((source, filename), None) if how == "take" else None
        if kept is not None:
            return kept
        code = compile(source, filename, "exec", 0, True, 0)
        if how == "make":
            _kept[source, filename] = _copy(code)
            if len(_kept) > _MOST_KEPT:
                del _kept[next(iter(_kept))]
        return code

    def record_stepping(self, program, conditions):
        """The head of a recording that steppers are judged by: with the tables of the program's code."""
        filename = program.get("filename") or "program.py"
        source = bytes.fromhex(program["bytes"]) if "bytes" in program else program["source"]
        code = compile(source, filename, "exec", 0, True, 0)
        parts = list(_all_codes(code))
        codes = {id(part): i for i, part in enumerate(parts)}
        traces = may_use(program, TRACES)
        numbered = NumberedTracedFrames if traces else NumberedFrames
        run = Run(filename, 10, program.get("fuel", self.fuel), self.name_index, lambda *a: numbered(*a, codes))
        frames = []
        if "look" in program:
            run.put = looking(run.put, filename, program["look"], frames)
        callbacks = stepping(run, codes, [_condition(c) for c in conditions])
        if traces:
            callbacks = run.frames.mark(callbacks)
        head = _execute(run, code, program, [(RECORDER, callbacks, callbacks)], [], self._baton(run, program))
        del run.buffer[run.cut :]
        head["width"] = 10
        head["count"] = len(run.buffer) // 10
        head["code"] = raw_code(code)
        if "look" in program:
            head["frames"] = frames
        self.numbers.append(array("i", run.buffer).tobytes())
        return head

    def _baton(self, run, program):
        schedule = program.get("schedule")
        if schedule is None:
            return None
        return Baton(run.filename, schedule, run.frames.switched)

    def _recorder(self, filename):
        run = Run(filename, self.width, self.fuel, self.name_index, Frames)
        made = self.recorders[filename] = run, exact(run) if self.exact else semantic(run)
        return made


def _copy(code):
    """The same code, never run, with the same constants: marshal would make sets anew, in another order."""
    return code.replace(co_consts=tuple(_copy(c) if isinstance(c, CodeType) else c for c in code.co_consts))


def _execute(run, code, program, used, local, baton):
    global _current
    module = ModuleType("__main__")
    namespace = module.__dict__
    namespace["__builtins__"] = builtins
    namespace["__file__"] = code.co_filename
    raw = Written()
    if may_use(program, COLLECTS):
        # What finalisers of earlier programs do comes before this one begins.
        gc.collect()
    saved = Interpreter(program, code.co_filename, raw, module)
    head = {}
    error = None
    # What ends with it dies with it.
    outcome = None
    threads = None
    if baton is not None:

        def ended():
            run.freeze()
            head["stdout"] = saved.output()
            head["globals"] = plain_globals(namespace)

        baton.ended = ended
        threads = ProgramThreads(baton)
        threads.install(program.get("source") or bytes.fromhex(program["bytes"]).decode("utf-8", "replace"))
        callbacks = baton.callbacks()
        used = [*used, (SCHEDULER, [name for name in callbacks if name not in _OUTCOMES], callbacks)]
    if saved.loops is not None:

        def waits_for_ever():
            # What it does while it is stopped may wait for ever again.
            if "end" not in head:
                run.freeze()
                head["end"] = "deadlock"
                head["stdout"] = saved.output()
                head["globals"] = plain_globals(namespace)
            raise Stop

        saved.loops.begin(baton, waits_for_ever)
    if "setup" in program:
        exec(compile(program["setup"], code.co_filename, "exec", 0, True, 0), namespace)
    for tool, _, callbacks in used:
        _take(tool, callbacks)
    try:
        for tool, entry in local:
            for part in _codes_named(code, entry["code"]):
                M.set_local_events(tool, part, event_set(entry["events"]))
        for tool, events, _ in used:
            M.set_events(tool, event_set(events))
        _current = run
        outcome = _outcome(code, namespace, _SILENCE if may_use(program, MONITORS) else ())
        error = next(outcome)
        if baton is not None and baton.over:
            # The run ended while the main thread waited: what that raised, and what came of it, is no part of the run.
            error = None
        elif threads is not None:
            threads.shut_down()
    except (Stop, Abort):
        pass
    finally:
        _current = None
        if baton is not None:
            run.freeze()
            head["leaked"] = not baton.close()
            threads.remove()
        # A program that monitors itself may have set up any tool.
        any_tool = may_use(program, MONITORS)
        tools = range(6) if any_tool else [tool for tool, _, _ in used]
        keeps = not any_tool and "tools" not in program and tools == [RECORDER]
        for _ in range(20):
            try:
                _quiet(tools, keeps)
                break
            except BaseException:
                # 3.12: a callback of the program has heard it and raised.
                continue
        # Local event sets stay on: what finalisers still do is no part of the run.
        if run.cut is None:
            run.cut = len(run.buffer)
    if baton is not None:
        head["missed"] = baton.missed
        head["switchPoints"] = baton.points
    if baton is not None and baton.deadlock and not run.over:
        head["end"] = "deadlock"
    if run.over:
        head["end"] = "fuel"
    elif error is not None and not isinstance(error, Stop):
        filename = run.filename
        head["exception"] = exception(error, lambda frame: frame.f_code.co_filename == filename and not run.frames.refused(frame))
    if baton is None and head.get("end") != "deadlock":
        head["stdout"] = saved.output()
        head["globals"] = plain_globals(namespace)
    # What dies now is no part of the run.
    error = outcome = None
    namespace.clear()
    saved.restore()
    return head


# Events that come with CALL.
_OUTCOMES = ("C_RETURN", "C_RAISE")


# What the tools hear with: registering the same callbacks for each program takes longer than running a short one.
_registered = {}
_EVENTS = {name: getattr(E, name) for name in EVENTS}


def _take(tool, callbacks):
    if M.get_tool(tool) is None:
        M.use_tool_id(tool, "steplaw")
        _registered.pop(tool, None)
    known = _registered.get(tool, {})
    if known is not callbacks:
        # C_RETURN and C_RAISE come with CALL, whoever asked for them: the run before would hear this one.
        for name in known.keys() - callbacks.keys():
            M.register_callback(tool, _EVENTS[name], None)
        for name, callback in callbacks.items():
            M.register_callback(tool, _EVENTS[name], callback)
        _registered[tool] = callbacks


# Called by C code straight behind a program that may monitor itself: what it has set up does not hear code of ours.
_SILENCE = tuple(partial(M.register_callback, tool, event, None) for tool in range(6) for event in _EVENTS.values())


def _outcome(code, namespace, after):
    """Yields what ended the program, or None. A generator has exceptions being handled of its own: where a callback raises before

    POP_EXCEPT, CPython handles that exception for ever.
    """
    error = None
    try:
        if after:
            deque(map(call, (partial(Context().run, exec, code, namespace), _trace_nothing, _profile_nothing, *after)), 0)
        else:
            # What it sets of context variables is gone with it.
            Context().run(exec, code, namespace)
    except BaseException as e:
        error = e
    _trace_nothing()
    _profile_nothing()
    yield error


def _condition(text):
    """A condition compiled; one that does not compile stays a text: evaluating it fails each time, which stops where it stands."""
    try:
        return compile(text, "<condition>", "eval", 0, True)
    except Exception:
        return text


# Calls that a profile function does not hear: it is told of builtin functions, not of this.
_trace_nothing, _profile_nothing = partial(sys.settrace, None), partial(sys.setprofile, None)


def _quiet(tools, keeps):
    """Takes the tools' global events off, and frees the ids; with `keeps` the recorder's stays, with its callbacks."""
    if keeps:
        M.set_events(RECORDER, 0)
        return
    for tool in tools:
        for event in _EVENTS.values():
            M.register_callback(tool, event, None)
    for tool in tools:
        if M.get_tool(tool) is None:
            if M.get_events(tool) == 0:
                continue
            M.use_tool_id(tool, "steplaw")
        M.set_events(tool, 0)
        M.free_tool_id(tool)
        _registered.pop(tool, None)


def _codes_named(code, qualname):
    return [part for part in _all_codes(code) if part.co_qualname == qualname]


def _all_codes(code):
    """A code object and those in its constants, in pre-order."""
    yield code
    for part in code.co_consts:
        if type(part) is CodeType:
            yield from _all_codes(part)
