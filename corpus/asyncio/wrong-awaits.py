# What a task makes of what its coroutine yields: no future, itself, nothing.
import asyncio


class Yields:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def awaits(value):
    await (asyncio.current_task() if value == "itself" else Yields(value))
    return "went on"


async def main():
    for value in (None, 5, "itself"):
        task = asyncio.create_task(awaits(value), name="t")
        try:
            print(await task)
        except RuntimeError as error:
            print(str(error)[:30])
    for act in (lambda: asyncio.create_task(5), lambda: asyncio.run(main())):
        try:
            act()
        except (TypeError, RuntimeError) as error:
            print(error)


asyncio.run(main())
