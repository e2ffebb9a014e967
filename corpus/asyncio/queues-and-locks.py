# A queue of one place, a lock, an event, a semaphore, a condition.
import asyncio


async def producer(queue):
    for n in range(3):
        await queue.put(n)
        print("put", n)
    await queue.put(None)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        print("got", item)


async def main():
    await asyncio.gather(producer(queue := asyncio.Queue(1)), consumer(queue))
    lock, log = asyncio.Lock(), []

    async def locked(n):
        async with lock:
            log.append(n)
            await asyncio.sleep(0)
            log.append(n)

    await asyncio.gather(locked(1), locked(2))
    event, condition = asyncio.Event(), asyncio.Condition()

    async def waits():
        await event.wait()
        async with condition:
            await condition.wait_for(lambda: len(log) > 4)
            return "notified"

    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    event.set()
    await asyncio.sleep(0)
    async with condition, asyncio.Semaphore(1):
        log.append(3)
        condition.notify()
    print(await task, log)


asyncio.run(main())
