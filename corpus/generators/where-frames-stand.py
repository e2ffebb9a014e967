# `f_lasti` of frames that wait and while they are told to yield, `tb_lasti`, and where a callback of PY_YIELD that raises leaves the frame.
import sys

M = sys.monitoring
TOOL = 1
told = []


def place(code, offset, value):
    frame = sys._getframe(1)
    told.append((offset, frame.f_lasti - offset, frame.f_lineno))


def raising(code, offset, value):
    raise KeyError(value)


def three():
    got = yield 1
    got = (yield
           2)
    yield from range(2)
    try:
        yield 3
    except ValueError as error:
        print(error.__traceback__.tb_lasti, error.__traceback__.tb_lineno)
        yield 4


def caught():
    try:
        yield 1
    except KeyError as error:
        print("caught", error, error.__traceback__.tb_lasti, error.__traceback__.tb_lineno)
    yield 2


M.use_tool_id(TOOL, "places")
M.register_callback(TOOL, M.events.PY_YIELD, place)
M.set_local_events(TOOL, three.__code__, M.events.PY_YIELD)
generator = three()
print(generator.gi_frame.f_lasti, generator.gi_frame.f_lineno)
for value in generator:
    print(value, generator.gi_frame.f_lasti, generator.gi_frame.f_lineno, generator.gi_yieldfrom is None)
    if value == 3:
        print(generator.throw(ValueError))
print(told)
M.register_callback(TOOL, M.events.PY_YIELD, raising)
M.set_local_events(TOOL, caught.__code__, M.events.PY_YIELD)
generator = caught()
try:
    next(generator)
except KeyError as error:
    print("left", error, error.__traceback__.tb_next.tb_lasti, generator.gi_frame)
M.free_tool_id(TOOL)
