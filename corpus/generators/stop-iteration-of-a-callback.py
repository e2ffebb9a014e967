# A callback raises StopIteration where the handler that makes a RuntimeError of it does not reach: for `yield from`, which entered
# the generator without C code, that is no end of it; for `for`, it is.
import sys

M = sys.monitoring
WAYS = [way for way in ("BRANCH_LEFT", "BRANCH_RIGHT") if hasattr(M.events, way)] or ["BRANCH"]


def end(code, offset, destination):
    raise StopIteration(7)


def inner():
    got = yield 1
    return got or 2


def outer():
    print("end", (yield from inner()))


def loop():
    for item in inner():
        print("item", item)
    print("end")


M.use_tool_id(1, "callbacks")
for way in WAYS:
    M.register_callback(1, getattr(M.events, way), end)
M.set_local_events(1, inner.__code__, sum(getattr(M.events, way) for way in WAYS))
for sent in None, 5:
    generator = outer()
    print(next(generator))
    try:
        generator.send(sent)
    except RuntimeError as error:
        print(error)
loop()
M.free_tool_id(1)
