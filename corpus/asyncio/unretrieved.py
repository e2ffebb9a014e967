# An exception that nobody retrieves is told when its task dies, and one of a callback at once.
import asyncio


async def bad():
    raise OSError("lost")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"][:40], type(context["exception"])))
    task = asyncio.create_task(bad())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("before")
    del task
    print("after")

    def callback(done):
        raise ZeroDivisionError

    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(callback)
    await task
    await asyncio.sleep(0)


asyncio.run(main())
