# A task that fails ends its group: the other is cancelled, and a group of exceptions comes out.
import asyncio


async def work(n):
    try:
        await asyncio.sleep(n / 1000)
    except asyncio.CancelledError:
        print(n, "cancelled")
        raise
    if n == 1:
        raise RuntimeError(n)
    return n


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(n)) for n in (2, 3)]
    print([task.result() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(1))
            group.create_task(work(5))
    except* RuntimeError as error:
        print(error.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(5))
            raise KeyError("body")
    except* KeyError as error:
        print(repr(error))


asyncio.run(main())
