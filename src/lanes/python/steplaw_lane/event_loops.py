"""What a program with event loops finds: `asyncio` as it is after its first import, and a loop that runs in the embedded builds too.

That loop's clock moves by what the loop waits, not by how long recording takes: which of two timers is due first is the same in every run.
"""

import math
import selectors
import socket
import sys
import time
from importlib import import_module

# A program may replace what the module `builtins` holds.
from builtins import BlockingIOError, bytes, len, list, min, staticmethod

# What these keep is the program's: the number of the next task, the policy, pools of threads.
_PACKAGES = ("asyncio", "_asyncio", "concurrent")
# The host of an embedded build has a loop of its own, which waits for its promises; sockets and what waits for them it has not.
_EMBEDDED = sys.platform == "emscripten"


class EventLoops:
    """Puts aside what is there of `asyncio`, and brings it back."""

    def __init__(self):
        self.modules = _take()
        self.loop = None
        if not _EMBEDDED:
            return
        running = self.modules.get("_asyncio")
        if running is not None:
            self.loop = running._get_running_loop()
            running._set_running_loop(None)
        self.kept = selectors.DefaultSelector, socket.socketpair
        selectors.DefaultSelector = Selector
        socket.socketpair = _socket_pair
        base_events = import_module("asyncio.base_events")
        base_events.BaseEventLoop.time = _clock_time

    def restore(self):
        _take()
        sys.modules.update(self.modules)
        if not _EMBEDDED:
            return
        selectors.DefaultSelector, socket.socketpair = self.kept
        Selector.stop = None
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


class _Clock:
    now = 0.0
    # Seconds between two looks at it: who begins to wait earlier is woken earlier.
    tick = 1e-6


def _clock_time(self):
    _Clock.now += _Clock.tick
    return _Clock.now


_clock_time.__name__ = "time"
_clock_time.__qualname__ = "BaseEventLoop.time"


class Selector(selectors.SelectSelector):
    """A selector without files: it sleeps, in whole milliseconds as `epoll` does, unless a pair has something to read."""

    _sleep = staticmethod(time.sleep)
    # Called where it would wait for ever, for nothing comes from outside.
    stop = None

    def select(self, timeout=None):
        ready = self._ready()
        if not ready and timeout is None:
            Selector.stop()
        if not ready and timeout > 0:
            seconds = math.ceil(timeout * 1000) / 1000
            self._sleep(seconds)
            _Clock.now += seconds
        return ready

    def _ready(self):
        keys = list(self.get_map().values())
        return [(key, selectors.EVENT_READ) for key in keys if key.fd in _ends and _ends[key.fd].unread > 0]
