# A callback of the branch that ends an `async for` raises: its instruction has set the place behind before it tells.
import sys

M = sys.monitoring
WAYS = [way for way in ("BRANCH_LEFT", "BRANCH_RIGHT") if hasattr(M.events, way)] or ["BRANCH"]


async def items():
    yield 1


async def main(error):
    try:
        async for item in items():
            print("item", item)
    except Exception as caught:
        print("caught", type(caught).__name__)
    else:
        print("end")


def ended(code, offset, destination):
    if destination > offset + 2 and code is main.__code__:
        raise failing


M.use_tool_id(1, "ended")
for way in WAYS:
    M.register_callback(1, getattr(M.events, way), ended)
for failing in ValueError, StopAsyncIteration, StopIteration:
    M.set_local_events(1, main.__code__, sum(getattr(M.events, way) for way in WAYS))
    try:
        main(0).send(None)
    except BaseException as error:
        print(type(error).__name__, error)
    M.set_local_events(1, main.__code__, 0)
M.free_tool_id(1)
