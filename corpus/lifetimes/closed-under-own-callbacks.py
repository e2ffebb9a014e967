# A program with a callback of its own: what an event was told of is no operand of the call that waits.
import sys
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def gen():
    d = D('g')
    try:
        x = yield 1
    finally:
        print('fin')
def told(*a): pass
M = sys.monitoring
M.use_tool_id(2, 'tool')
M.register_callback(2, M.events.PY_YIELD, told)
M.set_events(2, M.events.PY_YIELD)
g = gen()
print(next(g))
g.close()
print('x')
