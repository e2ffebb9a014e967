import sys
M = sys.monitoring
E = M.events
def show(f, *a, **k):
    try:
        print(f.__name__, a, k, '->', f(*a, **k))
    except BaseException as e:
        print(f.__name__, len(a), '!!', type(e).__name__, e)
def code(): pass
c = code.__code__
for t in (-1, 6, 7, 8, 2**31, 2**40, -2**31, 'a', 1.0, None, True, False):
    for f in (M.get_tool, M.get_events, M.free_tool_id):
        if t == 4: continue
        show(f, t)
    show(M.use_tool_id, t, 'x')
    show(M.set_events, t, 1)
    show(M.register_callback, t, 1, None)
    if hasattr(M, 'clear_tool_id'): show(M.clear_tool_id, t)
show(M.get_tool, 1)
show(M.use_tool_id, 0, 3)
show(M.use_tool_id, 0)
show(M.use_tool_id)
show(M.use_tool_id, 0, 'x', 1)
show(M.use_tool_id, tool_id=0, name='x')
show(M.get_tool)
show(M.get_tool, 1, 2)
show(M.get_tool, tool_id=1)
show(M.restart_events, 1)
show(M.restart_events, x=1)
show(M.restart_events)
show(M.set_events, 3, 1)
show(M.set_local_events, 3, c, 1)
show(M.get_local_events, 3, c)
show(M.register_callback, 3, 1, 3)
show(M.register_callback, 3, 1, None)
show(M.use_tool_id, 3, 'tool')
show(M.use_tool_id, 3, 'tool')
class S(str): pass
show(M.use_tool_id, 5, S('sub'))
print(repr(M.get_tool(5)), type(M.get_tool(5)).__name__)
for bits in (0, 1, 8, 16, 32, 255, 256, 512, 1024, 0x10000, 0x20000, 0x30010, 0x18010, 0x40000, 0x80000, 1 << 20, 2**31 - 1, 2**31, 2**40, -1, -2, -2**31, E.CALL | E.C_RETURN, E.C_RAISE, E.C_RETURN | E.C_RAISE | E.CALL, E.BRANCH, E.BRANCH | E.LINE, E.RAISE, E.PY_UNWIND | E.LINE, 'a', 1.5, True):
    show(M.set_events, 3, bits)
    print(M.get_events(3))
    M.set_events(3, 0)
    show(M.set_local_events, 3, c, bits)
    print(M.get_local_events(3, c))
    M.set_local_events(3, c, 0)
for ev in (0, 1, 2, 3, -1, 6, 32, 256, 512, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 30, 1 << 31, 1 << 40, -2**31, 'x', 2.0, None):
    show(M.register_callback, 3, ev, print)
    show(M.register_callback, 3, ev, None)
show(M.set_local_events, 3, 'no', 1)
show(M.set_local_events, 9, 'no', 1)
show(M.set_local_events, 9, c, -1)
show(M.set_local_events, 2, c, 1 << 22)
show(M.set_events, 9, -1)
show(M.set_events, 2, 1 << 22)
show(M.get_local_events, 9, 'no')
show(M.get_local_events, 9, c)
def a1(*x): pass
def a2(*x): pass
show(M.register_callback, 3, E.BRANCH, a1)
if hasattr(E, 'BRANCH_LEFT'):
    print(M.register_callback(3, E.BRANCH_LEFT, a2) is a1)
    print(M.register_callback(3, E.BRANCH_RIGHT, None) is a1)
    print(M.register_callback(3, E.BRANCH, None) is a2)
print(M.DISABLE is M.DISABLE, type(M.DISABLE), type(M.MISSING), M.DISABLE is M.MISSING)
print(M.DEBUGGER_ID, M.COVERAGE_ID, M.PROFILER_ID, M.OPTIMIZER_ID)
print(E)
print(sorted(n for n in dir(M) if not n.startswith('__')))
print(M.__name__, type(M).__name__, M)
print(M.use_tool_id, M.use_tool_id.__name__, M.use_tool_id.__qualname__)
M.set_events(3, E.LINE | E.CALL)
print(M._all_events())
M.set_events(3, 0)
M.free_tool_id(3); M.free_tool_id(5)
print(M.get_tool(3), M.get_events(3), M._all_events())
from sys import monitoring
print(monitoring is M)
try:
    import sys.monitoring
except ImportError as e:
    print(type(e).__name__, e)
print('sys.monitoring' in sys.modules)
