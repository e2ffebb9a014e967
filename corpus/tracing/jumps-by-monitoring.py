# A callback of sys.monitoring has its frame jump, and another tool hears the same event.
import sys
M, E = sys.monitoring, sys.monitoring.events
M.use_tool_id(1, 'jumper')
def f(out):
    out.append(1)
    out.append(2)
    for i in (3, 4):
        out.append(i)
    out.append(5)
jumps = {2: 3, 4: 5}
def line(code, lineno):
    at = lineno - code.co_firstlineno
    if at in jumps:
        sys._getframe(1).f_lineno = code.co_firstlineno + jumps.pop(at)
M.register_callback(1, E.LINE, line)
M.set_local_events(1, f.__code__, E.LINE)
out = []
f(out)
print(out)
def refused(code, *rest):
    try:
        sys._getframe(1).f_lineno = 6
    except ValueError as e:
        print(e)
for event in (E.PY_START, E.CALL, E.PY_RETURN):
    M.register_callback(1, event, refused)
M.set_local_events(1, f.__code__, E.PY_START | E.CALL | E.PY_RETURN)
f(out)
M.set_local_events(1, f.__code__, 0)
print(out)
M.free_tool_id(1)
