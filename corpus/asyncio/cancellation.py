# CancelledError is thrown into what awaits: it may clean up, swallow it, or be cancelled before it began.
import asyncio


async def sleeper(swallows):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        if swallows:
            return "swallowed"
        raise
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


async def main():
    for swallows in (False, True):
        task = asyncio.create_task(sleeper(swallows))
        await asyncio.sleep(0)
        print(task.cancel("why"), task.cancelling())
        try:
            print(await task, task.cancelled())
        except asyncio.CancelledError as error:
            print("awaiting", error.args, task.cancelled())
    early = asyncio.create_task(sleeper(False))
    early.cancel()
    print(await asyncio.gather(early, return_exceptions=True))


asyncio.run(main())
