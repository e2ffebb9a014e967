"""Generator pipelines: sources, filters, windows, round robin, coroutines that take values, early ends."""
from collections import deque
from itertools import chain, count, cycle, islice, pairwise, takewhile, tee, zip_longest


def numbers(text):
    for line in text.splitlines():
        try:
            yield from map(int, line.split(","))
        except ValueError as error:
            print("  skipped:", error)


def window(items, size):
    recent = deque(maxlen=size)
    for item in items:
        recent.append(item)
        if len(recent) == size:
            yield tuple(recent)


def primes():
    found = []
    for n in chain([2], count(3, 2)):
        if all(n % p for p in takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


def round_robin(*sources):
    running = cycle([iter(s).__next__ for s in sources])
    left = len(sources)
    while left:
        try:
            for step in running:
                yield step()
        except StopIteration:
            left -= 1
            running = cycle(list(islice(running, left)))


def averager():
    total = n = 0
    average = None
    while True:
        try:
            value = yield average
        except ZeroDivisionError:
            total = n = 0
            average = "reset"
            continue
        if value is None:
            return n, average
        total += value
        n += 1
        average = total / n


def report(results):
    while True:
        results.append((yield from averager()))


def countdown(n):
    try:
        while n:
            yield n
            n -= 1
        return "liftoff"
    finally:
        print("  countdown over at", n)


def main():
    data = list(numbers("1,2,3\n4,x,6\n\n7,8\n10"))
    print(data)
    print([sum(w) / 3 for w in window(data, 3)], list(pairwise(data))[:2])
    print(list(islice(primes(), 12)))
    print("".join(round_robin("abc", "d", "ef")))
    results = []
    collector = report(results)
    next(collector)
    print([collector.send(v) for v in (10, 20, 60)])
    print(collector.throw(ZeroDivisionError))
    for v in (1, None, 5, None):
        collector.send(v)
    collector.close()
    print(results)
    for n in countdown(5):
        if n == 3:
            break
    rocket = countdown(2)
    while True:
        try:
            print(next(rocket))
        except StopIteration as stop:
            print(stop.value)
            break
    evens, odds = tee(x for x in range(10))
    print([x for x in evens if x % 2 == 0], list(zip_longest(odds, "ab", fillvalue="-"))[:3])
    squares = {x: x * x for x in primes() if x < 20} if False else dict(zip("xyz", (p * p for p in primes())))
    print(squares, any(p > 50 for p in primes()), max(len(w) for w in window("abcdef", 2)))


main()
