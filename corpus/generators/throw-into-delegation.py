# StopIteration thrown into a `yield from` of an iterator that has no throw(): it becomes the value of the expression.
def delegating(*items):
    got = yield from items
    print('got', got)
    yield 3


first = delegating(0)
next(first)
print(first.throw(StopIteration(5)))
