"""A ledger read from CSV by hand: quoted fields, records, grouping, running balances, a pivot table."""
import operator
from collections import Counter, defaultdict, namedtuple
from functools import cmp_to_key, reduce
from itertools import accumulate, starmap

TEXT = '''date,account,amount,memo
2024-01-03,food,-12.50,"bread, milk"
2024-01-05,salary,2100.00,january
2024-02-01,rent,-800,
2024-02-02,food,-7.25,"the ""good"" cheese"
2024-02-20,fun,oops,cinema
2024-02-29,food,-30.25,party
'''


class Record(namedtuple("Record", ["date", "account", "cents", "memo"])):
    __slots__ = ()

    @classmethod
    def parse(cls, row):
        date, account, amount, memo = row
        whole, _, part = amount.partition(".")
        sign = -1 if whole.startswith("-") else 1
        return cls(tuple(map(int, date.split("-"))), account, int(whole) * 100 + sign * int(part.ljust(2, "0") or 0), memo)

    @property
    def month(self):
        return "{}-{:02}".format(*self.date[:2])

    def __str__(self):
        return f"{self.date[0]}-{self.date[1]:02d}-{self.date[2]:02d} {self.account:<8}{self.cents / 100:>10,.2f} {self.memo}"


def fields(line):
    field, quoted, i = [], False, 0
    while i < len(line):
        c = line[i]
        if quoted:
            if c == '"' and line[i + 1 : i + 2] == '"':
                field.append(c)
                i += 1
            elif c == '"':
                quoted = False
            else:
                field.append(c)
        elif c == '"':
            quoted = True
        elif c == ",":
            yield "".join(field)
            field.clear()
        else:
            field.append(c)
        i += 1
    yield "".join(field)


def read(text):
    header, *lines = text.splitlines()
    names = list(fields(header))
    for number, line in enumerate(lines, 2):
        row = [*fields(line)]
        if len(row) != len(names):
            raise ValueError(f"line {number} has {len(row)} fields")
        try:
            yield Record.parse(row)
        except ValueError as error:
            print(f"  line {number}: {error}")


def by_amount(a, b):
    return (a.cents > b.cents) - (a.cents < b.cents) or len(a.memo) - len(b.memo)


def pivot(records):
    cells = defaultdict(lambda: defaultdict(int))
    for record in records:
        cells[record.account][record.month] += record.cents
    months = sorted({m for row in cells.values() for m in row})
    yield ["account", *months]
    for account, row in sorted(cells.items()):
        yield [account, *(f"{row[m] / 100:.2f}" if m in row else "-" for m in months)]


records = list(read(TEXT))
for record, balance in zip(records, accumulate(r.cents for r in records)):
    print(record, f"[{balance / 100:g}]")
print([r.memo for r in sorted(records, key=cmp_to_key(by_amount))])
for row in pivot(records):
    print("".join(starmap("{:<{}}".format, zip(row, [10, 12, 12]))).rstrip())
spent = Counter()
for record in filter(lambda r: r.cents < 0, records):
    spent[record.account] -= record.cents
print(spent.most_common(2), spent.total(), +Counter(a=1, b=-2), (spent + Counter(fun=5))["fun"])
print(reduce(operator.or_, ({r.account} for r in records)) == set(map(operator.attrgetter("account"), records)))
try:
    list(read("a,b\n1"))
except ValueError as error:
    print(error)
print(list(fields('"",x,"a""b,c"')), records[0]._replace(memo="")[1:3], Record._fields, operator.itemgetter(1, 0)("ab"))
