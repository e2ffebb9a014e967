# An asynchronous generator that is left open is closed by its loop: at once where it dies, at the end of asyncio.run where it lives.
import asyncio


async def numbers(name):
    try:
        for n in range(5):
            yield n
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        print(name, "closed")


async def main():
    async for n in numbers("left"):
        if n == 2:
            break
    print("after the loop")
    await asyncio.sleep(0.001)
    global kept
    kept = numbers("kept")
    print(await anext(kept))
    print("end of main")


asyncio.run(main())
print("end")
