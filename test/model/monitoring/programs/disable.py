# DISABLE from every kind of event, events that cannot be disabled, and what brings them back.
import sys

M = sys.monitoring
E = M.events
M.use_tool_id(1, 'disabler')
heard = []


def answering(name, answer):
    def callback(*args):
        heard.append(name)
        return answer

    return callback


def gen(n):
    for i in range(n):
        yield i


def work(n):
    x = 0
    while x < n:
        x += 1
    s = sum(gen(n))
    try:
        [][x]
    except IndexError:
        pass
    try:
        try:
            raise KeyError(x)
        finally:
            s += 1
    except KeyError:
        pass
    return s


NAMES = (
    'PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH BRANCH_LEFT BRANCH_RIGHT '
    'STOP_ITERATION RAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW RERAISE'
).split()
two_ways = hasattr(E, 'BRANCH_LEFT')
NAMES = [n for n in NAMES if hasattr(E, n) and not (two_ways and n == 'BRANCH')]
for name in NAMES:
    for answer in (M.DISABLE, True, None, M.MISSING):
        heard.clear()
        M.register_callback(1, getattr(E, name), answering(name, answer))
        M.set_events(1, getattr(E, name))
        try:
            work(3)
            first = len(heard)
            work(3)
            second = len(heard) - first
            M.restart_events()
            work(3)
            third = len(heard) - first - second
            print(name, answer is M.DISABLE, first, second, third)
        except ValueError as e:
            print(name, 'ValueError', e, len(heard), M.get_events(1))
        M.set_events(1, 0)
        print(M.register_callback(1, getattr(E, name), None) is None)
M.restart_events()
for name in ('C_RETURN', 'C_RAISE'):
    M.register_callback(1, getattr(E, name), answering(name, M.DISABLE))
    M.set_events(1, E.CALL | E.C_RETURN | E.C_RAISE)
    try:
        work(2)
        int('x')
    except ValueError as e:
        print(name, e)
    M.set_events(1, 0)
    print(M.register_callback(1, getattr(E, name), None) is None)
