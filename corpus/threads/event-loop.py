# A loop waits for what threads of its pool and of the program's own give it: they wake it through its self-pipe.
import asyncio
import threading
import time


def double(n):
    time.sleep(0.001)
    return n * 2


async def ticks():
    for n in range(3):
        print("tick", n)
        await asyncio.sleep(0.001)


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(asyncio.to_thread(double, 1), asyncio.to_thread(double, 2), ticks()))
    future = loop.create_future()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "from the thread"))
    thread.start()
    print(await future)
    thread.join()

    async def answer():
        return 42

    waits = threading.Thread(target=lambda: print(asyncio.run_coroutine_threadsafe(answer(), loop).result()))
    waits.start()
    while waits.is_alive():
        await asyncio.sleep(0.001)


asyncio.run(main())
