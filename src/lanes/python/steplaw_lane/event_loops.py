"""What a program with event loops finds: `asyncio` as it is after its first import, and a loop that runs in the embedded builds too.

That loop's clock moves by what the loop waits, not by how long recording takes: which of two timers is due first is the same in every run. So does
that of a loop beside threads that a schedule drives.
"""

import math
import selectors
import socket
import sys
import time
from importlib import import_module

# A program may replace what the module `builtins` holds.
from builtins import BlockingIOError, bytes, len, list, min

# What these keep is the program's: the number of the next task, the policy, pools of threads.
_PACKAGES = ("asyncio", "_asyncio", "concurrent")
# The host of an embedded build has a loop of its own, which waits for its promises; sockets and what waits for them it has not.
_EMBEDDED = sys.platform == "emscripten"


class EventLoops:
    """Puts aside what is there of `asyncio`, and brings it back."""

    def __init__(self):
        self.modules = _take()
        self.loop = self.kept = None
        running = self.modules.get("_asyncio") if _EMBEDDED else None
        if running is not None:
            self.loop = running._get_running_loop()
            running._set_running_loop(None)

    def begin(self, baton, stop):
        """Where a loop cannot wait for files, or a baton hands on while it waits: gives it what waits otherwise.

        `stop` is called where it would wait for ever.
        """
        if not _EMBEDDED and baton is None:
            return
        self.kept = selectors.DefaultSelector, socket.socketpair
        selectors.DefaultSelector = Selector
        socket.socketpair = _socket_pair
        Selector.clock = _Clock(stop) if baton is None else _BatonClock(baton)
        import_module("asyncio.base_events").BaseEventLoop.time = _time

    def restore(self):
        _take()
        sys.modules.update(self.modules)
        if self.kept is not None:
            selectors.DefaultSelector, socket.socketpair = self.kept
        Selector.clock = None
        if self.loop is not None:
            self.modules["_asyncio"]._set_running_loop(self.loop)


def _take():
    names = [name for name in list(sys.modules) if name.partition(".")[0] in _PACKAGES]
    return {name: sys.modules.pop(name) for name in names}


class _End:
    """One end of the pair by which a loop wakes itself."""

    last = 2

    def __init__(self):
        _End.last += 1
        self.number = _End.last
        self.unread = 0
        self.peer = None

    def fileno(self):
        return self.number

    def setblocking(self, flag):
        pass

    def send(self, data):
        self.peer.unread += len(data)
        return len(data)

    def recv(self, most):
        if self.unread == 0:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        taken = min(most, self.unread)
        self.unread -= taken
        return bytes(taken)

    def close(self):
        _ends.pop(self.number, None)


# The ends that are open, by number.
_ends = {}


def _socket_pair():
    a, b = _End(), _End()
    a.peer, b.peer = b, a
    _ends[a.number], _ends[b.number] = a, b
    return a, b


# Seconds between two looks at a loop's clock: who begins to wait earlier is woken earlier.
_TICK = 1e-6


class _Clock:
    """A loop's clock that moves by what the loop waits."""

    def __init__(self, stop):
        self.now = 0.0
        self.stop = stop
        # A program may replace it.
        self.sleep = time.sleep

    def tick(self):
        self.now += _TICK
        return self.now

    def wait(self, has_come, seconds):
        if seconds is None:
            self.stop()
        self.sleep(seconds)
        self.now += seconds


class _BatonClock:
    """The clock of a run whose threads a baton drives: another goes on while a loop waits."""

    def __init__(self, baton):
        self.baton = baton

    def tick(self):
        self.baton.clock += _TICK
        return self.baton.clock

    def wait(self, has_come, seconds):
        self.baton.block(has_come, None if seconds is None else self.baton.clock + seconds)


def _time(self):
    return Selector.clock.tick()


_time.__name__ = "time"
_time.__qualname__ = "BaseEventLoop.time"


class Selector(selectors.SelectSelector):
    """A selector without files: it waits, whole milliseconds as `epoll` does, unless a pair has something to read."""

    clock = None

    def select(self, timeout=None):
        ready = self._ready()
        if ready or timeout == 0:
            return ready
        self.clock.wait(self._ready, None if timeout is None else math.ceil(timeout * 1000) / 1000)
        return self._ready()

    def _ready(self):
        keys = list(self.get_map().values())
        return [(key, selectors.EVENT_READ) for key in keys if key.fd in _ends and _ends[key.fd].unread > 0]
