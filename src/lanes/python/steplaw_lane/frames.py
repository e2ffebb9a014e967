"""Numbers and depths of program frames, without keeping any frame alive.

A frame carries its number in `f_trace`, which means nothing while no trace function is set: a frame kept past its exit would
change when finalisers run, and an address is used again after a frame has died. Where the program has trace functions of its
own (`TracedFrames`), addresses it is: a frame's first event is PY_START, which says that the address is a new frame's.
"""

# A program may replace what the modules `builtins` and `sys` hold.
from builtins import RecursionError, getattr, id, len, property, staticmethod
from opcode import opmap
from sys import _getframe, getrecursionlimit, setrecursionlimit

_RESUME = opmap["RESUME"]

# Records that are no events; the events' own numbers are their places in EVENT_NAMES (model/monitoring/event.ts).
FRAME = 30  # (FRAME, name or number of the code, depth): the next number is given
DEPTH = 31  # (DEPTH, frame, depth): a generator goes on at another depth
THREAD = 32  # (THREAD, number, 0): what follows happens on another thread

GENERATORS = 0x20 | 0x80 | 0x200
MAX_DEPTH = 1000


class Frames:
    """The frames of one run. `put` takes the records, padded with `rest`."""

    getframe = staticmethod(_getframe)

    def __init__(self, filename, put, rest, name_index):
        self.filename = filename
        self.put = put
        self.rest = rest
        self.name_index = name_index
        self.depths = [0]
        self.begin()

    def begin(self):
        """Forgets the frames of the program before."""
        self.depths[:] = [0]
        self.records = 0
        self.most = MAX_DEPTH
        # What the interpreter allows, and how much of it is not the program's; known at the first frame.
        self.limit = self.beside = 0

    def allows(self, depth):
        """Whether a frame may stand so deep. What the program sets with `sys.setrecursionlimit` is meant for its own frames."""
        limit = getrecursionlimit()
        if limit != self.limit:
            if self.limit == 0:
                self.beside = limit - self.most
            else:
                self.most = limit
                limit += self.beside
                setrecursionlimit(limit)
            self.limit = limit
        return depth <= self.most

    def code_index(self, code):
        return self.name_index(code.co_qualname)

    def refused(self, frame):
        """Whether it is a frame too deep to be recorded."""
        return frame.f_trace == 0

    def number(self, frame):
        """The number of a program frame that `f_trace` does not give.

        CPython refuses a program's 1001st frame before any event, unless the program has set another limit. A callback needs a frame itself, so the real limit is higher
        and this one is kept here: such a frame gets the number 0, raises at every event until it is gone, and none is recorded.
        """
        number = frame.f_trace
        if number is None:
            depth = self.depth_of(frame)
            if self.allows(depth):
                number = frame.f_trace = len(self.depths)
                self.depths.append(depth)
                self.records += 1
                self.put((FRAME, self.code_index(frame.f_code), depth, *self.rest))
                return number
            frame.f_trace = 0
        raise RecursionError("maximum recursion depth exceeded")

    def switched(self, thread):
        self.records += 1
        self.put((THREAD, thread, 0, *self.rest))

    def resumed(self, frame, number):
        """Called when a generator goes on: its depth is its caller's now."""
        depth = self.depth_of(frame)
        if not self.allows(depth):
            frame.f_trace = 0
            raise RecursionError("maximum recursion depth exceeded")
        if self.depths[number] != depth:
            self.depths[number] = depth
            self.records += 1
            self.put((DEPTH, number, depth, *self.rest))

    def depth_of(self, frame):
        """One more than the depth of the program frame below, which has had an event: all events are on.

        A generator below may stand where it has had none yet: `throw` links it into the stack while what it delegates to runs.
        """
        filename = self.filename
        above = 1
        back = frame.f_back
        while back is not None:
            code = back.f_code
            if code.co_filename == filename:
                if not code.co_flags & GENERATORS:
                    return self.depths[back.f_trace or 0] + above
                above += 1
            back = back.f_back
        return above


class SparseFrames(Frames):
    """The same where event sets leave frames out: depths are counted anew at each event."""

    def depth_of(self, frame):
        filename = self.filename
        depth = 1
        back = frame.f_back
        while back is not None:
            if back.f_code.co_filename == filename:
                depth += 1
            back = back.f_back
        return depth


class NumberedFrames(Frames):
    """The same where records name code objects by their numbers."""

    def __init__(self, filename, put, rest, name_index, codes):
        super().__init__(filename, put, rest, name_index)
        self.codes = codes

    def code_index(self, code):
        return self.codes.get(id(code), 0)


class Seen:
    """A frame with what its run keeps of it in the place of `f_trace`."""

    __slots__ = "frame", "numbers"

    def __init__(self, frame, numbers):
        self.frame = frame
        self.numbers = numbers

    def __getattr__(self, name):
        return getattr(self.frame, name)

    @property
    def f_trace(self):
        return self.numbers.get(id(self.frame))

    @f_trace.setter
    def f_trace(self, number):
        self.numbers[id(self.frame)] = number

    @property
    def f_back(self):
        back = self.frame.f_back
        return None if back is None else Seen(back, self.numbers)


class TracedFrames(SparseFrames):
    """The same for programs with trace functions of their own. Depths are counted anew: the frame of one, which has no event, may be below."""

    def begin(self):
        super().begin()
        self.numbers = {}
        self.started_as = {}

    def getframe(self, depth):
        frame = _getframe(depth + 1)
        while frame.f_globals.get("__package__") == __package__:
            frame = frame.f_back
        return Seen(frame, self.numbers)

    def mark(self, callbacks):
        """Has callbacks forget a frame that ends, and know one that starts for a new one."""
        for name in ("PY_START", "PY_THROW"):
            callbacks[name] = self._starting(callbacks[name])
        for name in ("PY_RETURN", "PY_UNWIND"):
            callbacks[name] = self._ending(callbacks[name])
        return callbacks

    def _starting(self, callback):
        def starting(code, offset, *rest):
            # What is thrown into a generator that has not started comes before its first RESUME.
            if code.co_filename == self.filename and (not rest or _RESUME not in code.co_code[:offset:2]):
                self.started(_getframe(1))
            return callback(code, offset, *rest)

        return starting

    def _ending(self, callback):
        def ending(code, *rest):
            try:
                return callback(code, *rest)
            finally:
                frame = _getframe(1)
                # 3.15: a generator expression may fail before its frame is seen; then this is its caller's.
                if frame.f_code is code:
                    self.numbers.pop(id(frame), None)

        return ending

    def started(self, frame):
        """Forgets what was at the frame's address before: another code's frame, as one that jumps may start twice, or a generator's that was dropped."""
        if self.started_as.get(id(frame)) is not frame.f_code or frame.f_code.co_flags & GENERATORS:
            self.numbers.pop(id(frame), None)
            self.started_as[id(frame)] = frame.f_code

    def refused(self, frame):
        return self.numbers.get(id(frame)) == 0


class NumberedTracedFrames(TracedFrames):
    """Both."""

    def __init__(self, filename, put, rest, name_index, codes):
        super().__init__(filename, put, rest, name_index)
        self.codes = codes

    code_index = NumberedFrames.code_index
