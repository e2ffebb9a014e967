# Each task has a copy of the context in which it was made.
import asyncio
from contextvars import ContextVar, copy_context

variable = ContextVar("variable", default="none")


async def child(value):
    print("before", variable.get())
    variable.set(value)
    await asyncio.sleep(0)
    print("after", variable.get())


async def main():
    variable.set("main")
    await asyncio.gather(child(1), child(2))
    context = copy_context()
    await asyncio.create_task(child(3), context=context)
    await child(4)
    print(variable.get(), context[variable])
    asyncio.get_running_loop().call_soon(lambda: print("callback", variable.get()))
    variable.set("later")
    await asyncio.sleep(0)


asyncio.run(main())
