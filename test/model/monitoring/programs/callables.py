# What can be a callback: functions, methods, builtins, instances, classes, closures, and what cannot be called.
import sys

M = sys.monitoring
E = M.events
M.use_tool_id(3, 'callables')


class Counter:
    def __init__(self):
        self.lines = []

    def line(self, code, n):
        self.lines.append((code.co_name, n))

    def __call__(self, code, n):
        self.lines.append(n)
        if len(self.lines) == 2:
            return M.DISABLE


def f(n):
    a = n
    b = a
    return b


counter = Counter()
seen = []
for callback in (counter.line, counter, seen.append, print, max, lambda code, n: seen.append(n), Counter, 3, 'x'):
    M.register_callback(3, E.LINE, callback)
    M.set_local_events(3, f.__code__, E.LINE)
    try:
        f(1)
    except TypeError as e:
        print('TypeError', e)
    M.set_local_events(3, f.__code__, 0)
    print(counter.lines, [type(s).__name__ for s in seen])
    counter.lines.clear()
    seen.clear()


def once(code, n):
    print('once', n)
    print(M.register_callback(3, E.LINE, twice) is once)


def twice(code, n):
    frame = sys._getframe(1)
    print('twice', n, frame.f_lineno, frame.f_code is code, code is f.__code__, sorted(frame.f_locals.items()))
    frame.f_back is not None
    M.set_events(3, 0)


M.register_callback(3, E.LINE, once)
M.set_local_events(3, f.__code__, E.LINE)
f(7)


def call(code, offset, func, arg0):
    print('call', getattr(func, '__name__', func), arg0 if arg0 is not M.MISSING else 'nothing')


def returned(code, offset, value):
    print('returned', value)


def helper(*args, **kwargs):
    return len(args) + len(kwargs)


class Base:
    def method(self):
        return 'base'


class Derived(Base):
    def method(self):
        return super().method() + 'd'


def calls():
    helper()
    helper(1)
    helper(key=2)
    helper(*(3, 4), **{'a': 5})
    d = Derived()
    d.method()
    Derived.method(d)
    abs(-3)
    sorted([3, 1], key=lambda v: -v)
    'a,b'.split(',')
    return [helper(v) for v in (1, 2)]


M.register_callback(3, E.CALL, call)
M.register_callback(3, E.PY_RETURN, returned)
M.set_local_events(3, calls.__code__, E.CALL | E.PY_RETURN)
M.set_local_events(3, Derived.method.__code__, E.CALL | E.PY_RETURN)
calls()
M.set_local_events(3, calls.__code__, 0)
M.free_tool_id(3)
print(M.get_tool(3))
