# A callback of PY_UNWIND raises StopIteration while a generator is closed: that is what the generator returned.
import sys

M = sys.monitoring
failing = StopIteration(7)


def unwound(code, offset, error):
    if code is inner.__code__:
        raise failing


def inner():
    yield 1


def outer():
    try:
        yield from inner()
    except BaseException as error:
        print("outer", type(error).__name__, error.args)
        raise


M.use_tool_id(1, "stops")
M.register_callback(1, M.events.PY_UNWIND, unwound)
M.set_events(1, M.events.PY_UNWIND)
for failing in StopIteration(7), GeneratorExit(), KeyError(8):
    for make in inner, outer:
        generator = make()
        next(generator)
        try:
            print(make.__name__, "closed:", generator.close())
        except BaseException as error:
            print(type(error).__name__, error)
M.set_events(1, 0)
M.free_tool_id(1)
