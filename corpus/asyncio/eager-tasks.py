# An eager task runs until it first awaits while it is made.
import asyncio


async def job(n):
    print("job", n, asyncio.current_task().get_name())
    if n % 2:
        await asyncio.sleep(0)
    return n


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(job(n), name=f"job {n}") for n in (1, 2)]
    print([task.done() for task in tasks], asyncio.current_task().get_name())
    print(await asyncio.gather(*tasks, job(3)))


asyncio.run(main())
