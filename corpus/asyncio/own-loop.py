# A loop of the program's own drives the tasks of C code: its frames lie below those of the coroutines.
import asyncio
from collections import deque
from contextvars import copy_context


class Loop:
    def __init__(self):
        self.ready = deque()

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        self.ready.append((callback, args, context))

    def call_exception_handler(self, context):
        print(context["message"])

    def run(self):
        while self.ready:
            callback, args, context = self.ready.popleft()
            context.run(callback, *args)


async def child(future):
    return await future * 2


async def parent(loop):
    future = asyncio.Future(loop=loop)
    task = asyncio.Task(child(future), loop=loop)
    loop.call_soon(future.set_result, 21, context=copy_context())
    return await task


async def lost():
    raise KeyError("lost")


loop = Loop()
asyncio._set_running_loop(loop)
task = asyncio.Task(parent(loop), loop=loop)
loop.run()
print(task.result())
task = asyncio.Task(lost(), loop=loop)
loop.run()
task = None
asyncio._set_running_loop(None)
