"""The interpreter that a program finds, the same for each, whatever those before it have changed."""

import builtins
import gc
import io
import sys
import warnings

# A program may replace what the module `builtins` holds.
from builtins import BaseException, getattr, list, str, tuple, type

from .event_loops import EventLoops
from .frames import MAX_DEPTH
from .kept_modules import KeptModules
from .program_files import ProgramFiles
from .program_text import REGISTERS_EXITS, RUNS_LOOPS, USES_FILES, may_use, may_write_on_modules

# Frames that callbacks need above the program's deepest one.
_ROOM = 100
# Programs between two collections of cycles. What was there before the first program is never looked at again.
_COLLECT_EVERY = 256
_KEEPING = ("logging", "bdb", "csv", "_csv", "calendar")


class Written(io.BytesIO):
    """What a program writes. As with standard output, nothing can be read: no decoder is made, whose Python code trace functions would hear."""

    def readable(self):
        return False


class Interpreter:
    """What a program finds, and what it may have changed."""

    programs = 0

    def __init__(self, program, filename, raw, module):
        self.raw = raw
        self.text = io.TextIOWrapper(raw, "utf-8", "strict", "\n", write_through=True)
        self.streams = sys.stdout, sys.stderr, sys.stdin, sys.argv
        self.path = sys.path.copy()
        self.folders = program.get("path", ())
        sys.path[:0] = self.folders
        self.main = sys.modules.get("__main__")
        self.loops = EventLoops() if may_use(program, RUNS_LOOPS) else None
        self.modules = KeptModules() if may_write_on_modules(program) else None
        self.files = ProgramFiles(program) if may_use(program, USES_FILES) else None
        self.exits = may_use(program, REGISTERS_EXITS)
        self.limit = sys.getrecursionlimit()
        self.unraisable = sys.unraisablehook
        self.asyncgen_hooks = sys.get_asyncgen_hooks()
        self.builtins = builtins.__dict__.copy()
        self.thresholds = gc.get_threshold()
        self.gc_callbacks = gc.callbacks.copy()
        self.warnings = warnings.__dict__.copy(), warnings.filters.copy()
        sys.stdout = self.text
        sys.stderr = io.StringIO()
        sys.stdin = io.StringIO(program.get("stdin", ""))
        sys.argv = [filename, *program.get("argv", ())]
        sys.modules["__main__"] = module
        sys.unraisablehook = _ignore
        sys.setrecursionlimit(_depth() + MAX_DEPTH + _ROOM)

    def output(self):
        try:
            self.text.flush()
        except BaseException:
            pass
        return self.raw.getvalue().decode("utf-8", "replace") if not self.raw.closed else ""

    def restore(self):
        Interpreter.programs += 1
        if Interpreter.programs % _COLLECT_EVERY == 0:
            gc.collect()
        sys.stdout, sys.stderr, sys.stdin, sys.argv = self.streams
        sys.path[:] = self.path
        if self.modules is not None:
            self.modules.restore()
        if self.loops is not None:
            self.loops.restore()
        if self.exits:
            import atexit

            atexit._clear()
        if self.files is not None:
            self.files.restore()
        sys.modules["__main__"] = self.main
        # The next program's modules of the same names are others.
        if self.folders:
            _forget_modules(tuple(folder.rstrip("/") + "/" for folder in self.folders))
        # What these keep is the program's: loggers and handlers, breakpoints, dialects, the first day of the week.
        for name in [name for name in sys.modules if name.partition(".")[0] in _KEEPING]:
            del sys.modules[name]
        sys.unraisablehook = self.unraisable
        sys.set_asyncgen_hooks(*self.asyncgen_hooks)
        sys.setrecursionlimit(self.limit)
        if builtins.__dict__ != self.builtins:
            builtins.__dict__.clear()
            builtins.__dict__.update(self.builtins)
        if gc.isenabled():
            gc.disable()
        gc.set_threshold(*self.thresholds)
        gc.set_debug(0)
        gc.callbacks[:] = self.gc_callbacks
        self.restore_warnings()

    def restore_warnings(self):
        names, filters = self.warnings
        if warnings.__dict__ != names or warnings.filters != filters or warnings.onceregistry:
            warnings.__dict__.update(names)
            warnings.filters[:] = filters
            warnings.onceregistry.clear()
        # What was warned of once is warned of again.
        getattr(warnings, "_filters_mutated")()


def _forget_modules(folders):
    for name, found in list(sys.modules.items()):
        file = getattr(found, "__file__", None)
        if type(file) is str and file.startswith(folders):
            del sys.modules[name]


def _ignore(unraisable):
    pass


def _depth():
    """Python frames below the program's module."""
    depth = 0
    frame = sys._getframe(2)
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth
