# What futures and tasks say of arguments that do not fit; whether a task starts at once may be Python's to say.
import _asyncio
import asyncio


class Yes:
    def __bool__(self):
        print('asked')
        return True


def told(call, *args):
    try:
        print(call(*args))
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)


async def one():
    return 1


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.kept = 1
    print(future.kept, hasattr(future, '__dict__'))
    told(future.set_result)
    told(future.set_result, 1, 2)
    told(future.remove_done_callback)
    told(future.result, 1)
    told(future.get_loop, 1)
    task = asyncio.Task(one(), loop=loop, eager_start=Yes(), name='eager')
    print(task.done(), await task)
    told(task.set_name)
    told(task.done, 1)
    told(_asyncio._leave_task, loop, 5, 6)
    if hasattr(_asyncio, 'future_add_to_awaited_by'):
        told(_asyncio.future_add_to_awaited_by, 1)


asyncio.run(main())
