import sys
M = sys.monitoring
E = M.events
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
M.use_tool_id(3, 'x')
todo = None
log = []
def make(name):
    def cb(code, *a):
        global todo
        if code.co_filename != make.__code__.co_filename or code.co_name not in ('f', 'g', '<module>'): return
        print(name, code.co_name)
        if todo == name:
            todo = None
            a = code = None
            raise KeyError(name)
    return cb
for name in ('RAISE', 'RERAISE', 'PY_UNWIND', 'EXCEPTION_HANDLED'):
    M.register_callback(3, getattr(E, name), make(name))
def f():
    d = D(1)
    1 / 0
def g():
    d = D(2)
    try:
        f()
    finally:
        d = D(3)
for name in ('RAISE', 'RERAISE', 'PY_UNWIND', 'EXCEPTION_HANDLED'):
    print('--', name)
    todo = name
    M.set_events(3, E.RAISE | E.RERAISE | E.PY_UNWIND | E.EXCEPTION_HANDLED)
    try:
        g()
    except Exception as e:
        M.set_events(3, 0)
        print('caught', repr(e))
    print('after')
