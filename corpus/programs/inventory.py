"""Stock on shelves: dictionaries, sets, sorting by keys, tables of text, validation, a small report."""

ROWS = """
sku,name,price,stock,tags
A-1,Hammer,12.50,10,tools;metal
A-2,Nails (100),3.20,250,metal;small
B-1,Paint,18.00,0,liquid
B-2,Brush,4.75,31,tools;small
C-9,Ladder,89.90,2,tools;large
C-9,Ladder,89.90,2,tools;large
D-0,Broken,twelve,1,
"""


class Invalid(Exception):
    def __init__(self, line, problem):
        self.line, self.problem = line, problem
        super().__init__(f"line {line}: {problem}")


class Item:
    fields = ("sku", "name", "price", "stock", "tags")

    def __init__(self, **values):
        unknown = values.keys() - set(self.fields)
        if unknown:
            raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
        self.__dict__.update(values)

    def __getattr__(self, name):
        if name in Item.fields:
            return None
        raise AttributeError(f"an item has no {name!r}")

    def __hash__(self):
        return hash(self.sku)

    def __eq__(self, other):
        return isinstance(other, Item) and vars(self) == vars(other)

    def total(self):
        return self.price * self.stock


def rows(text):
    header, *rest = text.strip().split("\n")
    names = header.split(",")
    for number, line in enumerate(rest, 2):
        yield number, dict(zip(names, line.split(",")))


def convert(number, row):
    try:
        row["price"] = float(row["price"])
        row["stock"] = int(row["stock"])
    except ValueError as error:
        raise Invalid(number, str(error)) from None
    row["tags"] = frozenset(filter(None, row["tags"].split(";")))
    return Item(**row)


def load(text):
    items, problems, seen = [], [], set()
    for number, row in rows(text):
        try:
            item = convert(number, row)
            if item.sku in seen:
                raise Invalid(number, f"{item.sku} again")
        except Invalid as problem:
            problems.append(problem)
        else:
            seen.add(item.sku)
            items.append(item)
    return items, problems


items, problems = load(ROWS)
for problem in problems:
    print("!", problem, problem.__suppress_context__)


def table(items, *columns, **widths):
    def cell(value, width):
        if isinstance(value, float):
            return f"{value:{width}.2f}"
        if isinstance(value, int):
            return f"{value:{width},}"
        return f"{value!s:<{width}}"

    sizes = [widths.get(column, 8) for column in columns]
    yield " | ".join(column.upper().center(size) for column, size in zip(columns, sizes))
    yield "-+-".join("-" * size for size in sizes)
    for item in items:
        yield " | ".join(cell(getattr(item, column), size) for column, size in zip(columns, sizes)).rstrip()


for line in table(sorted(items, key=lambda i: (-i.stock, i.name)), "sku", "name", "price", "stock", name=12, sku=4):
    print(line)

by_tag = {}
for item in items:
    for tag in sorted(item.tags):
        by_tag.setdefault(tag, []).append(item.name)
print({tag: names for tag, names in sorted(by_tag.items()) if len(names) > 1})

tools = {i.sku for i in items if "tools" in i.tags}
small = {i.sku for i in items if "small" in i.tags}
print(sorted(tools & small), sorted(tools | small), sorted(tools ^ small), tools - small <= tools, tools.isdisjoint({"B-1"}))

worth = sum(i.total() for i in items)
most = max(items, key=Item.total)
empty = [i.name for i in items if not i.stock]
print(f"{worth:,.2f} in all, most in {most.name} ({most.total() / worth:.1%}), none of {empty}")


class Stock(dict):
    def __missing__(self, key):
        self[key] = value = [0, 0]
        return value

    def move(self, sku, by):
        entry = self[sku]
        entry[by < 0] += abs(by)
        return self


moves = Stock()
for sku, by in [("A-1", 5), ("A-2", -3), ("A-1", -1), ("B-1", 7), ("A-1", -2)]:
    moves.move(sku, by)
print(moves, moves["Z"], len(moves), list(moves)[::-1], moves.pop("Z"), moves.get("Z"))

first, *middle, last = sorted(items, key=lambda i: i.price, reverse=True)
print(first.name, [m.name for m in middle], last.name)
for attempt in ("Item(sku='x', colour=1)", "items[0].weight", "items[9]", "Item().stock + 1"):
    try:
        if attempt.startswith("Item(s"):
            Item(sku="x", colour=1)
        elif "weight" in attempt:
            items[0].weight
        elif "9" in attempt:
            items[9]
        else:
            Item().stock + 1
    except (TypeError, AttributeError, IndexError) as error:
        print(f"{attempt:24} {type(error).__name__}: {error}")
