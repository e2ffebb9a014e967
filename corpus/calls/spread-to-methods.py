# CALL_FUNCTION_EX enters functions itself and calls methods through C: the offset at which the caller's RAISE is told differs.
import sys

M = sys.monitoring


def raised(code, offset, error):
    places.setdefault(code.co_name, []).append(offset)


places = {}


class A:
    def fail(self, *args):
        raise ValueError(args)


def fail(*args):
    raise KeyError(args)


def by_method(a):
    a.fail(*(0,))


def by_function():
    fail(*(0,))


def by_class(a):
    A.fail(*(a,))


M.use_tool_id(1, "raises")
M.register_callback(1, M.events.RAISE, raised)
M.set_events(1, M.events.RAISE)
for call, args in (by_method, (A(),)), (by_function, ()), (by_class, (A(),)):
    try:
        call(*args)
    except (ValueError, KeyError) as error:
        print(type(error).__name__)
M.set_events(1, 0)
for name, offsets in places.items():
    print(name, offsets)
M.free_tool_id(1)
