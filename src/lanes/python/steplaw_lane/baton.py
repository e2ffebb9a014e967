"""Drives the threads of a program through a schedule: one runs at a time, and hands the baton on where the schedule says so.

The rules are those of the model (model/vm/threads.ts, switch-point.ts): switch points are heard by a tool of their own; a thread that would block is a
switch point too, and never blocks in C; time stands still while any thread can run.
"""

import sys
from _thread import allocate_lock, get_ident, start_new_thread
# A program may replace what the module `builtins` holds.
from builtins import BaseException, SystemExit, all, getattr, int, len, max, min, range, str

M = sys.monitoring
E = M.events
# The tool whose events are the switch points (SCHEDULER_TOOL in model/threads/schedule.ts).
SCHEDULER = 5
# A thread that comes to no switch point in two such times, in seconds, has missed its next one.
PATIENCE = 2.5
# Seconds that the threads of a program that is over may take to end.
GRACE = 1


class Abort(BaseException):
    """Ends a thread of a program that is over."""


class _Thread:
    """One thread of the program."""

    def __init__(self, number):
        self.number = number
        self.turn = allocate_lock()
        self.turn.acquire()
        # None, or (what tells whether it has come, until when)
        self.waiting = None
        self.come = True
        self.ended = False
        self.gone = False
        self.at_line = False
        self.looked = False


class Baton:
    """The threads of one run."""

    def __init__(self, filename, schedule, switched):
        self.filename = filename
        self.switched = switched
        # Called when the run ends, before threads that wait are woken to raise.
        self.ended = _nothing
        self.granularity = schedule["granularity"]
        self.choices = {choice["at"]: choice["thread"] for choice in schedule["choices"]}
        self.threads = [_Thread(0)]
        self.numbers = {get_ident(): 0}
        self.running = self.threads[0]
        self.points = 0
        self.switches = 0
        self.clock = 0.0
        self.over = False
        self.missed = False
        self.deadlock = False

    # ---- switch points

    def callbacks(self):
        """{event name: callback} of the scheduler's tool."""
        filename, point = self.filename, self.point
        by_instruction, by_check = self.granularity == "instruction", self.granularity == "switch-points"

        def line(code, lineno):
            if code.co_filename == filename:
                thread = self.running
                thread.at_line = True
                if not by_check:
                    point()
                elif thread.looked:
                    thread.looked = False
                    point()

        def instruction(code, offset):
            if code.co_filename == filename:
                thread = self.running
                if thread.at_line:
                    thread.at_line = False
                elif by_instruction:
                    point()
                elif thread.looked:
                    thread.looked = False
                    point()

        def resumed(code, offset):
            if code.co_filename == filename and code.co_code[offset + 1] & 3 < 2:
                self.running.looked = True

        def jump(code, offset, destination):
            if code.co_filename == filename and destination < offset:
                self.running.looked = True

        def returned(code, offset, function, arg0):
            if code.co_filename == filename:
                self.running.looked = True

        if self.granularity == "line":
            return {"LINE": line}
        if by_instruction:
            return {"LINE": line, "INSTRUCTION": instruction}
        return {
            "LINE": line,
            "INSTRUCTION": instruction,
            "PY_START": resumed,
            "PY_RESUME": resumed,
            "JUMP": jump,
            "CALL": _nothing,
            "C_RETURN": returned,
            "C_RAISE": _nothing,
        }

    def events(self):
        """The scheduler's event set."""
        names = [name for name in self.callbacks() if name not in ("C_RETURN", "C_RAISE")]
        mask = 0
        for name in names:
            mask |= getattr(E, name)
        return mask

    def point(self):
        """Before an instruction of the program: another thread goes on if the schedule says so and it can."""
        if self.over:
            raise Abort
        at = self.points
        self.points += 1
        wanted = self.choices.get(at)
        running = self.running
        if wanted is None or wanted == running.number or not self._able(wanted):
            return
        self._hand_to(self.threads[wanted], True)
        self._await_turn(running)

    def block(self, has_come, until=None):
        """The running thread waits; True when what it waits for has come, False when its time is up."""
        if self.over:
            raise Abort
        running = self.running
        running.waiting = has_come, until
        self._pass_on()
        self._await_turn(running)
        return running.come

    def _able(self, number):
        if number >= len(self.threads):
            return False
        thread = self.threads[number]
        return not thread.ended and (thread.waiting is None or thread.waiting[0]())

    def _pass_on(self):
        """The running thread waits or has ended: another goes on, or all do that are left when the program is over."""
        able = [thread for thread in self.threads if self._able(thread.number)]
        if able:
            at = self.points
            self.points += 1
            wanted = self.choices.get(at)
            picked = self.threads[wanted] if wanted is not None and self._able(wanted) else able[0]
            self._hand_to(picked, True)
            return
        timed = [t for t in self.threads if not t.ended and t.waiting is not None and t.waiting[1] is not None]
        if not timed:
            self.deadlock = True
            self.end()
            return
        nearest = min(timed, key=lambda thread: (thread.waiting[1], thread.number))
        self.clock = max(self.clock, nearest.waiting[1])
        self._hand_to(nearest, False)

    def _hand_to(self, thread, come):
        self.running = thread
        self.switches += 1
        thread.waiting = None
        thread.come = come
        self.switched(thread.number)
        thread.turn.release()

    def _await_turn(self, thread):
        seen = -1
        while not thread.turn.acquire(True, PATIENCE):
            now = self.points
            if now == seen:
                self.missed = True
                self.end()
            seen = now
        if self.over:
            raise Abort

    def end(self):
        """Ends the run: every thread that waits for its turn is woken, and raises."""
        if not self.over:
            self.over = True
            self.ended()
        for thread in self.threads:
            if thread.turn.locked():
                thread.turn.release()

    # ---- threads

    def start(self, function, ended):
        """A new thread of the program, which runs `function` when its turn comes."""
        if self.over:
            raise Abort
        thread = _Thread(len(self.threads))
        thread.waiting = _always, None
        self.threads.append(thread)

        def run():
            self.numbers[get_ident()] = thread.number
            try:
                self._await_turn(thread)
                function()
            except (SystemExit, Abort):
                pass
            except BaseException as e:
                _report(e)
            finally:
                ended()
                thread.ended = True
                if not self.over:
                    self._pass_on()
                thread.gone = True

        start_new_thread(run, ())
        return thread.number

    def number(self):
        """The number of the calling thread."""
        return self.numbers[get_ident()]

    def close(self):
        """The program is over: ends its threads. False if one would not."""
        self.end()
        for _ in range(int(GRACE * 1000)):
            if all(thread.gone for thread in self.threads[1:]):
                return True
            _pause.acquire(True, 0.001)
        return False


_pause = allocate_lock()
_pause.acquire()


def _always():
    return True


def _nothing(*args):
    pass


def _report(error):
    """What is shown of an exception that ends a thread goes to standard error; making the text may run `__str__`."""
    try:
        str(error)
    except BaseException:
        pass
