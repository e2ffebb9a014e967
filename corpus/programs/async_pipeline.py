"""A small async runtime written by hand: futures, tasks, sleep, a queue, async generators, timeouts."""
import heapq
from collections import deque
from functools import partial


class Future:
    def __init__(self):
        self.done = False
        self.value = None
        self.callbacks = []

    def set(self, value=None):
        self.done = True
        self.value = value
        for callback in self.callbacks:
            callback()

    def __await__(self):
        if not self.done:
            yield self
        return self.value


class Cancelled(BaseException):
    pass


class Loop:
    def __init__(self):
        self.ready = deque()
        self.timers = []
        self.time = 0
        self.count = 0

    def sleep(self, delay):
        future = Future()
        self.count += 1
        heapq.heappush(self.timers, (self.time + delay, self.count, future))
        return future

    def spawn(self, coroutine, name):
        task = Task(self, coroutine, name)
        self.ready.append(task.step)
        return task

    def run(self, coroutine):
        main = self.spawn(coroutine, "main")
        while self.ready or self.timers:
            if not self.ready:
                self.time, _, future = heapq.heappop(self.timers)
                future.set(self.time)
                continue
            self.ready.popleft()()
        return main.value


class Task(Future):
    def __init__(self, loop, coroutine, name):
        super().__init__()
        self.loop, self.coroutine, self.name = loop, coroutine, name
        self.error = None

    def step(self, error=None):
        if self.done:
            return
        try:
            future = self.coroutine.throw(error) if error else self.coroutine.send(None)
        except StopIteration as stop:
            self.set(stop.value)
        except (Exception, Cancelled) as failure:
            self.error = failure
            self.set(None)
        else:
            future.callbacks.append(partial(self.loop.ready.append, self.step))

    def cancel(self):
        self.loop.ready.append(partial(self.step, Cancelled(self.name)))


class Queue:
    def __init__(self, size):
        self.items, self.size = deque(), size
        self.getters, self.putters = deque(), deque()

    async def put(self, item):
        while len(self.items) >= self.size:
            self.putters.append(slot := Future())
            await slot
        self.items.append(item)
        if self.getters:
            self.getters.popleft().set()

    async def get(self):
        while not self.items:
            self.getters.append(slot := Future())
            await slot
        if self.putters:
            self.putters.popleft().set()
        return self.items.popleft()

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


class Timing:
    def __init__(self, loop, name):
        self.loop, self.name = loop, name

    async def __aenter__(self):
        self.start = await self.loop.sleep(0)

    async def __aexit__(self, *error):
        print(f"{self.name}: {self.loop.time - self.start}", error[0] and error[0].__name__)
        return False


async def ticks(loop, n):
    try:
        for i in range(n):
            yield i, await loop.sleep(2)
    finally:
        print("ticks closed")


async def producer(loop, queue):
    async for i, now in ticks(loop, 4):
        await queue.put(f"{i}@{now}")
    await queue.put(None)
    return "produced"


async def consumer(queue, seen):
    async for item in queue:
        seen.append(item)
    return len(seen)


async def main(loop):
    queue, seen = Queue(1), []
    async with Timing(loop, "pipeline"):
        tasks = [loop.spawn(producer(loop, queue), "p"), loop.spawn(consumer(queue, seen), "c")]
        print([await task for task in tasks], seen)

    async def forever():
        try:
            while True:
                await loop.sleep(1)
        except Cancelled as error:
            print("cancelled", error)
            raise

    victim = loop.spawn(forever(), "victim")
    await loop.sleep(3)
    victim.cancel()
    await victim
    print(repr(victim.error), [x async for x, _ in ticks(loop, 2)])
    return loop.time


loop = Loop()
print(loop.run(main(loop)))
