# Futures by hand: callbacks in order, invalid states, an exception that is raised each time it is asked for.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda done: print("first", done.result()))
    future.add_done_callback(lambda done: print("second", done is future))
    loop.call_soon(future.set_result, 42)
    print(await future)
    for act in (future.set_result, future.set_exception):
        try:
            act(1)
        except asyncio.InvalidStateError as error:
            print(error)
    failed = loop.create_future()
    loop.call_later(0.001, failed.set_exception, KeyError("key"))
    for _ in range(2):
        try:
            await failed
        except KeyError as error:
            print(error, error is failed.exception())
    print(future, failed, loop.create_future())


asyncio.run(main())
