# Tasks in the order in which they are woken; what gather gives, exceptions as results too.
import asyncio


async def work(name, delay):
    print(name, "starts")
    await asyncio.sleep(delay)
    if name == "bad":
        raise ValueError(name)
    return name


async def main():
    print(await asyncio.gather(work("a", 0.004), work("b", 0.002), work("c", 0)))
    print(await asyncio.gather(work("bad", 0), work("d", 0.001), return_exceptions=True))
    task = asyncio.create_task(work("bad", 0), name="named")
    try:
        await task
    except ValueError as error:
        print(task.get_name(), task.done(), task.exception() is error)
    return task


print(asyncio.run(main()))
