# asyncio.wait_for and timeout cancel what runs too long, and make TimeoutError of it.
import asyncio


async def slow(name):
    try:
        await asyncio.sleep(1)
    finally:
        print(name, "ends")


async def main():
    try:
        await asyncio.wait_for(slow("a"), 0.001)
    except TimeoutError as error:
        print(repr(error), repr(error.__cause__))
    try:
        async with asyncio.timeout(0.001) as scope:
            async with asyncio.timeout(1):
                await slow("b")
    except TimeoutError as error:
        print(scope.expired(), type(error.__context__).__name__)
    print(await asyncio.wait_for(asyncio.sleep(0, "in time"), 1))


asyncio.run(main())
