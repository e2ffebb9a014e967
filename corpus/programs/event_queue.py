"""A discrete event simulation: a bank with two clerks, a heap of events, statistics."""
import heapq
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field


@dataclass(order=True)
class Event:
    time: int
    order: int
    kind: str = field(compare=False)
    who: str = field(compare=False, default="")


class Simulation:
    def __init__(self, clerks):
        self.now = 0
        self.events = []
        self.sequence = 0
        self.free = deque(f"clerk{i}" for i in range(clerks))
        self.waiting = deque()
        self.log = []
        self.waits = defaultdict(int)
        self.arrived = {}

    def schedule(self, delay, kind, who=""):
        self.sequence += 1
        heapq.heappush(self.events, Event(self.now + delay, self.sequence, kind, who))

    def run(self):
        while self.events:
            event = heapq.heappop(self.events)
            self.now = event.time
            handler = getattr(self, f"on_{event.kind}", None)
            if handler is None:
                raise LookupError(f"no handler for {event.kind!r}")
            handler(event)

    def on_arrive(self, event):
        self.arrived[event.who] = self.now
        self.waiting.append(event.who)
        self.dispatch()

    def on_leave(self, event):
        clerk, _, customer = event.who.partition("/")
        self.free.append(clerk)
        self.log.append((self.now, customer))
        self.dispatch()

    def dispatch(self):
        while self.free and self.waiting:
            clerk, customer = self.free.popleft(), self.waiting.popleft()
            self.waits[customer] += self.now - self.arrived.pop(customer)
            self.schedule(service(customer), "leave", f"{clerk}/{customer}")


def service(name):
    return 2 + sum(map(ord, name)) % 5


def main():
    bank = Simulation(clerks=2)
    for i, name in enumerate(["ann", "bob", "cid", "dan", "eve", "fay", "gus"]):
        bank.schedule(i, "arrive", name)
    bank.run()
    for time, customer in bank.log:
        print(f"{time:3d}: {customer.title():<5} waited {bank.waits[customer]}")
    histogram = Counter(bank.waits.values())
    for wait, count in sorted(histogram.items()):
        print(wait, "#" * count)
    print(histogram.most_common(1), max(bank.waits, key=bank.waits.get))
    bank.schedule(1, "explode")
    try:
        bank.run()
    except LookupError as error:
        print("stopped:", error)
    finally:
        print("clock", bank.now, "left", len(bank.events))


main()
