"""Reads a log, groups it, prints a report: regular expressions, groupby, Counter, text formatting."""
import re
from collections import Counter, OrderedDict, defaultdict
from itertools import chain, groupby, islice
from operator import attrgetter, itemgetter

LOG = """\
2024-03-01 09:00:01 INFO  web: GET /index 200 12ms
2024-03-01 09:00:02 ERROR db: connection lost
  retry in 5
  retry in 10
2024-03-01 09:01:07 INFO  web: GET /about 200 8ms
2024-03-01 09:01:09 WARN  web: GET /slow 200 950ms
2024-03-02 10:30:00 INFO  web: POST /login 302 33ms
2024-03-02 10:30:01 ERROR web: GET /missing 404 2ms
garbage line
2024-03-02 11:00:00 INFO  db: vacuum 120 pages
"""
LINE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) (?P<time>[\d:]{8}) (?P<level>[A-Z]+)\s+(?P<unit>\w+): (?P<text>.*)")
REQUEST = re.compile(r"(GET|POST) (\S+) (\d{3}) (\d+)ms$")


class Entry:
    __slots__ = ("day", "time", "level", "unit", "text", "more")

    def __init__(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)
        self.more = []

    @property
    def request(self):
        found = REQUEST.match(self.text)
        return None if found is None else (found[1], found[2], int(found[3]), int(found[4]))


def entries(text):
    current = None
    for number, line in enumerate(text.splitlines(), start=1):
        if match := LINE.fullmatch(line):
            if current is not None:
                yield current
            current = Entry(**match.groupdict())
        elif line.startswith("  ") and current is not None:
            current.more.append(line.strip())
        else:
            print(f"line {number}: cannot read {line!r}")
    if current:
        yield current


def table(rows, headers):
    widths = [max(len(str(cell)) for cell in column) for column in zip(headers, *rows)]
    for row in chain([headers], rows):
        yield "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip()


def main():
    everything = list(entries(LOG))
    for day, group in groupby(everything, key=attrgetter("day")):
        levels = Counter(e.level for e in group)
        print(day, dict(sorted(levels.items())), "total", sum(levels.values()))
    by_unit = defaultdict(list)
    for entry in everything:
        by_unit[entry.unit].append(entry)
    for unit in sorted(by_unit, key=lambda u: -len(by_unit[u])):
        print(f"{unit:*^9}", *(e.time for e in islice(by_unit[unit], 3)))
    rows = [(r[1], r[0], r[2], r[3]) for r in map(attrgetter("request"), everything) if r]
    rows.sort(key=itemgetter(3), reverse=True)
    print("\n".join(table(rows, ("path", "method", "code", "ms"))))
    slowest, *_, fastest = rows
    print("%s is %.1f times slower than %s" % (slowest[0], slowest[3] / fastest[3], fastest[0]))
    print([e.more for e in everything if e.more], re.sub(r"\d+", lambda m: str(int(m[0]) * 2), everything[1].more[1]))
    order = OrderedDict((e.level, e) for e in everything)
    order.move_to_end("INFO", last=False)
    print(list(order), order.popitem()[0])
    print("{0.day} {0.level:>6} {1[0]!r:<10}|".format(everything[0], rows[0]))


main()
