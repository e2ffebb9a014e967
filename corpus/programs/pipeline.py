"""Generator pipelines over log lines: sources, filters, sinks driven by send, and their ends."""

LOG = """\
10:00:01 INFO  web    started in 120 ms
10:00:02 WARN  db     slow query: 350 ms
10:00:04 ERROR web    timeout after 900 ms
malformed
10:00:05 INFO  cache  hit ratio 0.93
10:00:09 ERROR db     lost connection
10:01:11 INFO  web    request in 80 ms
10:01:12 INFO  web    request in 95 ms
"""


class Malformed(Exception):
    pass


def lines(text):
    try:
        for number, line in enumerate(text.splitlines(), start=1):
            yield number, line
    finally:
        print("source closed")


def parse(source):
    for number, line in source:
        time, *rest = line.split(maxsplit=3)
        if len(rest) < 3:
            yield Malformed(number, line)
            continue
        level, service, message = rest
        hours, minutes, seconds = (int(part) for part in time.split(":"))
        yield {"at": hours * 3600 + minutes * 60 + seconds, "level": level, "service": service, "text": message}


def only(records, **wanted):
    for record in records:
        if isinstance(record, Malformed):
            continue
        if all(record[key] == value or value is ... for key, value in wanted.items()):
            yield record


def durations(records):
    for record in records:
        words = record["text"].split()
        for before, word in zip(words, words[1:]):
            if word == "ms":
                yield record["service"], int(before)


def mean():
    total = count = 0
    average = None
    while True:
        try:
            value = yield average
        except ZeroDivisionError:
            total = count = 0
            average = None
            continue
        if value is None:
            return {"total": total, "count": count}
        total += value
        count += 1
        average = total / count


def grouped(pairs):
    sinks = {}
    for key, value in pairs:
        sink = sinks.get(key)
        if sink is None:
            sink = sinks[key] = mean()
            next(sink)
        yield key, sink.send(value)
    results = {}
    for key, sink in sorted(sinks.items()):
        try:
            sink.send(None)
        except StopIteration as stop:
            results[key] = stop.value
    return results


def report(pairs):
    results = yield from grouped(pairs)
    for key, result in results.items():
        yield key, f"{result['total']} ms in {result['count']}"


def batches(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


for key, value in report(durations(only(parse(lines(LOG)), level=...))):
    print(f"{key:8}{value if isinstance(value, str) else format(value, '>8.1f')}")

errors = only(parse(lines(LOG)), level="ERROR")
first = next(errors)
print(first["service"], first["at"] - 36000)
errors.close()
print(next(errors, "closed"))

bad = [r.args for r in parse(lines(LOG)) if isinstance(r, Malformed)]
print(bad)

m = mean()
m.send(None)
print(m.send(10), m.send(20), m.throw(ZeroDivisionError), m.send(7))
try:
    m.throw(KeyError("stop"))
except KeyError as error:
    print("through:", error)
print(next(m, "dead"))

for batch in batches((n * n for n in range(10) if n % 3), 3):
    print(batch, sum(batch))


def primes():
    known = []
    n = 2
    while True:
        if all(n % p for p in known):
            known.append(n)
            yield n
        n += 1


def take(count, source):
    for _, item in zip(range(count), source):
        yield item


print(*take(8, primes()), sep=", ")
for p in primes():
    if p > 20:
        break
print(p, max(map(len, map(str, take(12, primes())))))
