# Branch events in callbacks: each way apart, and BRANCH, which stands for both where there are two.
import sys

M = sys.monitoring
E = M.events
M.use_tool_id(0, 'branches')
heard = []


def f(n):
    t = 0
    for i in range(n):
        if i % 2 and i > 1:
            t += i
        elif i is None:
            t -= 1
    while t > 3:
        t -= 2
    return [v for v in (1, 2) if v > 1]


def both(code, source, dest):
    heard.append((source, dest))


def disabling(code, source, dest):
    heard.append((source, dest))
    return M.DISABLE


for callback in (both, disabling):
    M.register_callback(0, E.BRANCH, callback)
    for events in (E.BRANCH, E.BRANCH | E.LINE, E.BRANCH | E.INSTRUCTION):
        M.set_local_events(0, f.__code__, events)
        f(4)
        f(4)
        print(callback.__name__, len(heard), heard)
        heard.clear()
        M.set_local_events(0, f.__code__, 0)
        M.restart_events()
    M.register_callback(0, E.BRANCH, None)
if hasattr(E, 'BRANCH_LEFT'):
    for name in ('BRANCH_LEFT', 'BRANCH_RIGHT'):
        M.register_callback(0, getattr(E, name), disabling)
        M.set_local_events(0, f.__code__, E.BRANCH)
        f(4)
        f(4)
        print(name, heard)
        heard.clear()
        M.set_local_events(0, f.__code__, 0)
        M.restart_events()
        M.register_callback(0, getattr(E, name), None)
print(M.get_local_events(0, f.__code__))
