# asyncio.run: a task sends into its coroutine from C code; what sleeps yields a future, whose iterator ends at the SEND.
import asyncio


async def main():
    print("hello")
    await asyncio.sleep(0.001)
    print("world")
    return 5


print(asyncio.run(main()))
