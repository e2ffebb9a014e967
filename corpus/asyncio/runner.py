# asyncio.Runner: several coroutines in one loop; SystemExit and KeyboardInterrupt of a task come out of it.
import asyncio
import sys


async def double(n):
    await asyncio.sleep(0)
    return n * 2


async def leaves(how):
    await asyncio.sleep(0)
    how()


def interrupt():
    raise KeyboardInterrupt


with asyncio.Runner() as runner:
    print(runner.run(double(1)), runner.run(double(2)))
    for how in (lambda: sys.exit(3), interrupt):
        try:
            runner.run(leaves(how))
        except BaseException as error:
            print(repr(error))
    loop = runner.get_loop()
    print(loop.is_running(), loop.is_closed())
print(loop.is_closed())
