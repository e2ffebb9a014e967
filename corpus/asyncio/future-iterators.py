"""What `await` takes of a future: it throws what generators throw, counts its arguments, and steps once."""
import asyncio


def tried(f, *args):
    try:
        return f(*args)
    except BaseException as e:
        return repr(e)


class Made(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        print("made", args)


async def main():
    loop = asyncio.get_running_loop()
    for args in [(ValueError,), (ValueError, "x"), (ValueError("q"),), (ValueError("q"), 1), (Made, 3), (Made, (1, 2)), (5,), (int,), (ValueError, "x", 5), (), (1, 2, 3, 4)]:
        print(args, tried(loop.create_future().__await__().throw, *args))
    f = loop.create_future()
    it = f.__await__()
    print(tried(it.send), tried(it.send, 1, 2), tried(it.close, 1), tried(next, it), tried(next, it))
    f.set_result(5)
    print(tried(next, it))

    async def waits():
        await loop.create_future()

    coroutine = waits()
    coroutine.send(None)
    print(tried(coroutine.throw, ValueError), tried(coroutine.throw, ValueError))


asyncio.run(main())
