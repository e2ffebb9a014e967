# Generators in a chain, each resumed for every item.
def source(n):
    for i in range(n):
        yield i


def doubled(items):
    for i in items:
        yield i * 2


def chained(items):
    yield from doubled(items)


def consume():
    total = 0
    for i in chained(source(25)):
        total += i
    return total


consume()
