# types.coroutine makes a generator function awaitable by a code object with another flag.
import types


@types.coroutine
def pause(value):
    sent = yield value
    return sent * 2


async def main():
    return await pause(3) + await pause(4)


c = main()
print(c.send(None), c.send(10))
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
f = lambda: 1
f.__code__ = f.__code__.replace(co_name='renamed', co_qualname='renamed')
print(f.__code__.co_name, f())
