# anext() with a default: an awaitable of its own that takes StopAsyncIteration for the default.
async def one():
    yield 1


async def main():
    it = aiter(one())
    first = await anext(it, 'default')
    second = await anext(it, 'default')
    for bad in (aiter, anext):
        try:
            bad(3)
        except TypeError as e:
            print(e)
    return first, second


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
