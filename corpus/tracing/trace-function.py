# What a trace function is told of: calls, lines, backward jumps within a line, exceptions, returns; generators too.
import sys
log = []
def tracer(frame, event, arg):
    log.append((event, frame.f_lineno - frame.f_code.co_firstlineno, frame.f_code.co_name, type(arg).__name__))
    return tracer
def gen(n):
    for i in range(n):
        x = yield i
    return 'done'
def h(k):
    try:
        if k: raise ValueError(k)
    except ValueError as e:
        return [x for x in gen(2)]
    finally:
        k = 3
def outer():
    while True: break
    h(0); h(1)
    g = gen(3)
    next(g); g.send(5)
    try:
        g.throw(KeyError('x'))
    except KeyError: pass
    lambda: 3
    class A:
        x = 1
        def m(self): return self.x
    A().m()
    with open_() as q: pass
    for i in range(2): pass
    while i: i -= 1
class open_:
    def __enter__(self): return self
    def __exit__(self, *a): return None
sys.settrace(tracer)
outer()
sys.settrace(None)
for l in log: print(l)
