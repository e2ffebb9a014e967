"""What a program finds in place of `_thread` and of the clock while a baton drives it: the same objects, which never block in C.

To the program they are C code, as CPython's are: a call of one gives C_RETURN or C_RAISE. The library's `threading` and `queue` are imported anew for
each program, and run on them.
"""

import _thread
import sys
import time
# A program may replace what the module `builtins` holds.
from builtins import BaseException, RuntimeError, TypeError, ValueError, bool, callable, dict, id, isinstance, property, tuple, type
from functools import partial
from importlib.util import find_spec, spec_from_loader
from types import ModuleType

from .baton import _report
from .program_text import RUNS_LOOPS

# Library modules that hold locks of their own, or are made of C code that blocks.
_FRESH = ("threading", "queue", "_queue")
_CLOCKS = ("monotonic", "perf_counter", "time")


def _method(function):
    """A method that is C code to who calls it."""
    return property(partial(partial, function))


def _limit(baton, blocking, timeout):
    """Until when to wait: None is for ever, False not at all."""
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return False
    if timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    return baton.clock + timeout if timeout else False


class ProgramThreads:
    """The modules of one run."""

    def __init__(self, baton):
        self.baton = baton
        self.saved = {}
        self.clocks = {}

    def install(self, source):
        for name in (*_FRESH, "_thread"):
            self.saved[name] = sys.modules.pop(name, None)
        sys.modules["_thread"] = _module(self.baton)
        # The library's Python code in place of C code that blocks.
        sys.modules["_queue"] = None
        for name in (*_CLOCKS, "sleep"):
            self.clocks[name] = getattr(time, name)
        for name in _CLOCKS:
            setattr(time, name, partial(_now, self.baton))
        time.sleep = partial(_sleep, self.baton)
        self.ready = _ready(source)
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        return None if name not in self.ready else spec_from_loader(name, self)

    def create_module(self, spec):
        return self.ready[spec.name]

    def exec_module(self, module):
        pass

    def shut_down(self):
        """What the interpreter does when the main thread has ended."""
        threading = sys.modules.get("threading")
        if threading is not None:
            try:
                threading._shutdown()
            except Exception:
                pass

    def remove(self):
        sys.meta_path.remove(self)
        for name, module in self.saved.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
        for name, function in self.clocks.items():
            setattr(time, name, function)


# The code of library modules that every program runs anew: it is compiled once.
_codes = {}


def _ready(source):
    """The library modules that a program may want, made before anything is recorded."""
    made = {}
    loops = RUNS_LOOPS.search(source)
    for name in ("threading", "queue"):
        if name not in source and not loops:
            continue
        if name not in _codes:
            spec = find_spec(name)
            _codes[name] = spec.loader.get_code(name), spec.origin
        code, origin = _codes[name]
        module = sys.modules[name] = ModuleType(name)
        module.__file__ = origin
        exec(code, module.__dict__)
        made[name] = module
    for name in made:
        del sys.modules[name]
    return made


def _now(baton):
    return baton.clock


def _sleep(baton, seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    baton.block(_never, baton.clock + seconds)


def _never():
    return False


def _module(baton):
    """A module `_thread`."""
    locks = _lock_types(baton)
    handle_type = _handle_type(baton)
    module = ModuleType("_thread")
    namespace = module.__dict__
    namespace.update(_thread.__dict__)
    namespace.update(
        allocate_lock=partial(locks["lock"]),
        allocate=partial(locks["lock"]),
        lock=locks["lock"],
        LockType=locks["lock"],
        RLock=locks["RLock"],
        start_new_thread=partial(_start_new_thread, baton),
        start_new=partial(_start_new_thread, baton),
        _excepthook=partial(_excepthook),
    )
    if hasattr(_thread, "start_joinable_thread"):
        namespace.update(
            start_joinable_thread=partial(_start_joinable_thread, baton, handle_type),
            _ThreadHandle=handle_type,
            _make_thread_handle=partial(handle_type, 1),
            _shutdown=partial(_shutdown, baton),
        )
    else:
        namespace["_set_sentinel"] = partial(_set_sentinel, baton, locks["lock"])
    return module


def _excepthook(args):
    if args.exc_type is not SystemExit:
        _report(args.exc_value)


def _lock_types(baton):
    def acquire(lock, blocking=True, timeout=-1):
        until = _limit(baton, blocking, timeout)
        if lock.held:
            if until is False or not baton.block(lambda: not lock.held, until):
                return False
        lock.held = True
        return True

    def release(lock, *_):
        if not lock.held:
            raise RuntimeError("release unlocked lock")
        lock.held = False

    def locked(lock):
        return lock.held

    def again(lock, blocking=True, timeout=-1):
        until = _limit(baton, blocking, timeout)
        me = _thread.get_ident()
        if lock.owner == me:
            lock.count += 1
            return True
        if lock.owner:
            if until is False or not baton.block(lambda: not lock.owner, until):
                return False
        lock.owner, lock.count = me, 1
        return True

    def require(lock):
        if lock.owner != _thread.get_ident():
            raise RuntimeError("cannot release un-acquired lock")

    def once(lock, *_):
        require(lock)
        lock.count -= 1
        if not lock.count:
            lock.owner = 0

    def save(lock):
        require(lock)
        state = lock.count, lock.owner
        lock.count = lock.owner = 0
        return state

    def restore(lock, state):
        if lock.owner:
            baton.block(lambda: not lock.owner)
        lock.count, lock.owner = state

    def owned(lock):
        return lock.owner == _thread.get_ident()

    class lock:
        __slots__ = ("held", "__weakref__")

        def __new__(cls):
            self = object.__new__(cls)
            self.held = False
            return self

        def __repr__(self):
            return f"<{'locked' if self.held else 'unlocked'} _thread.lock object at {id(self):#x}>"

        acquire_lock = __enter__ = _method(acquire)
        release_lock = __exit__ = _method(release)
        locked_lock = _method(locked)
        _at_fork_reinit = _method(release)

    lock.acquire, lock.release, lock.locked = lock.acquire_lock, lock.release_lock, lock.locked_lock

    class RLock:
        __slots__ = ("owner", "count", "__weakref__")

        def __new__(cls, *args, **kwargs):
            self = object.__new__(cls)
            self.owner = self.count = 0
            return self

        def __repr__(self):
            state = "locked" if self.owner else "unlocked"
            return f"<{state} _thread.RLock object owner={self.owner} count={self.count} at {id(self):#x}>"

        __enter__ = _method(again)
        __exit__ = _method(once)
        _is_owned = _method(owned)
        _release_save = _method(save)
        _acquire_restore = _method(restore)
        _recursion_count = _method(lambda lock: lock.count if lock.owner == _thread.get_ident() else 0)

    RLock.acquire, RLock.release = RLock.__enter__, RLock.__exit__
    if hasattr(_thread.RLock, "locked"):
        RLock.locked = _method(lambda lock: lock.owner != 0)
    for made in (lock, RLock):
        made.__module__ = "_thread"
        made.__qualname__ = made.__name__
    return {"lock": lock, "RLock": RLock}


_NEW, _STARTED, _DONE = 0, 1, 2


def _handle_type(baton):
    class _ThreadHandle:
        __slots__ = ("state", "ident", "number", "__weakref__")

        def __new__(cls, state=_NEW, ident=0):
            self = object.__new__(cls)
            self.state, self.ident, self.number = state, ident, 0 if state else -1
            return self

        join = _method(lambda handle, timeout=None: _join(baton, handle, timeout))
        is_done = _method(lambda handle: handle.state == _DONE)
        _set_done = _method(_set_done)

    _ThreadHandle.__module__ = "_thread"
    return _ThreadHandle


def _set_done(handle):
    handle.state = _DONE


def _join(baton, handle, timeout):
    if handle.state == _NEW:
        raise RuntimeError("thread not started")
    if handle.state == _DONE:
        return
    if handle.number == baton.number():
        raise RuntimeError("Cannot join current thread")
    until = None if timeout is None or timeout < 0 else baton.clock + timeout
    baton.block(lambda: handle.state == _DONE, until)


def _start_joinable_thread(baton, handle_type, function, handle=None, daemon=True):
    if not callable(function):
        raise TypeError("thread function must be callable")
    if handle is None:
        handle = handle_type()
    if handle.state != _NEW:
        raise RuntimeError("thread already started")
    handle.state = _STARTED
    handle.number = baton.start(function, lambda: _set_done(handle))
    handle.ident = 1 + handle.number
    baton.threads[handle.number].daemon = daemon
    return handle


def _start_new_thread(baton, function, args, kwargs=None):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    sentinels = []
    number = baton.start(partial(function, *args, **(kwargs or {})), lambda: [lock.release() for lock in sentinels])
    baton.threads[number].sentinels = sentinels
    return 1 + number


def _set_sentinel(baton, lock_type):
    """A lock that is released when the calling thread ends (3.12)."""
    lock = lock_type()
    sentinels = getattr(baton.threads[baton.number()], "sentinels", None)
    if sentinels is not None:
        sentinels.append(lock)
    return lock


def _shutdown(baton):
    """Waits for every thread that is no daemon."""

    def none_left():
        return all(thread.ended or getattr(thread, "daemon", True) for thread in baton.threads[1:])

    if not none_left():
        baton.block(none_left)
