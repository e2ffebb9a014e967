"""A small scheduler of coroutines: sleeping by a clock of its own, queues, cancellation, groups of errors."""


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        woken = yield self.ticks
        return woken


class Cancelled(BaseException):
    pass


class Task:
    numbers = 0

    def __init__(self, coroutine, name=None):
        Task.numbers += 1
        self.coroutine = coroutine
        self.name = name or f"task-{Task.numbers}"
        self.result = self.error = None
        self.done = False
        self.wake = 0
        self.started = self.cancelled = False

    def step(self, now):
        try:
            if self.cancelled:
                self.cancelled = False
                ticks = self.coroutine.throw(Cancelled(self.name))
            else:
                ticks = self.coroutine.send(now if self.started else None)
        except StopIteration as stop:
            self.done, self.result = True, stop.value
        except Cancelled:
            self.done, self.result = True, "cancelled"
        except Exception as error:
            self.done, self.error = True, error
        else:
            self.started = True
            self.wake = now + ticks

    def __await__(self):
        while not self.done:
            yield 1
        if self.error is not None:
            raise self.error
        return self.result


class Loop:
    def __init__(self):
        self.now = 0
        self.tasks = []

    def spawn(self, coroutine, name=None):
        task = Task(coroutine, name)
        self.tasks.append(task)
        return task

    def run(self, coroutine):
        main = self.spawn(coroutine, "main")
        while not main.done:
            ready = [t for t in self.tasks if not t.done and t.wake <= self.now]
            if not ready:
                self.now = min(t.wake for t in self.tasks if not t.done)
                continue
            for task in ready:
                task.step(self.now)
        left = [t for t in self.tasks if not t.done]
        for task in left:
            task.coroutine.close()
        if main.error:
            raise main.error
        return main.result


loop = Loop()


class Queue:
    def __init__(self):
        self.items = []
        self.closed = False

    def put(self, item):
        self.items.append(item)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.items:
            if self.closed:
                raise StopAsyncIteration
            await Sleep(1)
        return self.items.pop(0)


class Timer:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        self.begin = loop.now
        await Sleep(1)
        return self

    async def __aexit__(self, kind, error, traceback):
        self.took = loop.now - self.begin
        print(f"{self.name} took {self.took}", kind.__name__ if kind else "")
        return kind is LookupError


async def countdown(n):
    try:
        while n:
            yield n
            n -= 1
            await Sleep(2)
    finally:
        print("countdown over")


async def producer(queue, count):
    async for n in countdown(count):
        queue.put(n * 10)
    queue.closed = True
    return count


async def consumer(queue, name):
    taken = []
    async for item in queue:
        taken.append(item)
        await Sleep(3)
    return name, taken


async def failing(after, error):
    await Sleep(after)
    raise error


async def forever():
    ticks = 0
    try:
        while True:
            await Sleep(1)
            ticks += 1
    except Cancelled as c:
        print("cancelled", c)
        raise
    finally:
        print("ticked", ticks > 0)


async def gather(*tasks):
    results, errors = [], []
    for task in tasks:
        try:
            results.append(await task)
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup(f"{len(errors)} failed", errors)
    return results


async def main():
    queue = Queue()
    made = loop.spawn(producer(queue, 3))
    taken = [loop.spawn(consumer(queue, n), n) for n in ("left", "right")]
    endless = loop.spawn(forever(), "endless")
    async with Timer("all"):
        print(await made, await gather(*taken))
    endless.cancelled = True
    await Sleep(2)
    print(endless.result)
    async with Timer("lookup"):
        raise LookupError("swallowed")
    try:
        await gather(*[loop.spawn(failing(n, e)) for n, e in enumerate((KeyError("k"), ValueError("v"), OSError("o")), 1)])
    except* (KeyError, OSError) as group:
        print("keys:", [type(e).__name__ for e in group.exceptions])
    except* ValueError as group:
        print("values:", group.message, len(group.exceptions))
    squares = [n * n async for n in countdown(2) if n]
    return squares, loop.now


print(loop.run(main()), Task.numbers)
