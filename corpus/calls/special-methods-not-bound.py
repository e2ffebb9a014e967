"""Special methods whose descriptor raises: which slots take that for a type without the method."""

import math
import operator
import os


def failing(name, error, bases=()):
    def get(self):
        raise error(name)

    return type('P', bases, {name: property(get)})()


def entered(manager):
    with manager:
        return 'in'


async def awaited(value):
    return await value


async def looped(values):
    async for value in values:
        return value


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


class Manager:
    def __enter__(self):
        print('enter')

    def __exit__(self, *exc):
        print('exit')


USES = [
    ('__eq__', lambda p: p == 1),
    ('__lt__', lambda p: p < 1),
    ('__hash__', hash),
    ('__repr__', lambda p: repr(p)[:2]),
    ('__str__', str),
    ('__bool__', bool),
    ('__len__', bool),
    ('__contains__', lambda p: 1 in p),
    ('__iter__', iter),
    ('__iter__', lambda p: 1 in p),
    ('__add__', lambda p: p + 1),
    ('__rpow__', lambda p: 2 ** p),
    ('__iadd__', lambda p: operator.iadd(p, 1)),
    ('__round__', round),
    ('__floor__', math.floor),
    ('__neg__', operator.neg),
    ('__fspath__', os.fspath),
    ('__await__', lambda p: run(awaited(p))),
    ('__aiter__', lambda p: run(looped(p))),
    ('__anext__', anext),
    ('__enter__', entered),
]
for error in (AttributeError, ValueError):
    for name, use in USES:
        try:
            print(name, use(failing(name, error)))
        except Exception as e:
            print(name, type(e).__name__, e)
    for name in ('__enter__', '__exit__'):
        try:
            print(entered(failing(name, error, (Manager,))))
        except error as e:
            print('with', e)
    failing('__del__', error)


class Late:
    __enter__ = property(lambda self: lambda: 'entered')
    __exit__ = property(lambda self: lambda *exc: print('left'))
    __del__ = property(lambda self: lambda: print('deleted'))


late = Late()
with late as entry:
    print(entry)
del late
