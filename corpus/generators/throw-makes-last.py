# `throw` hands what it was given to the iterator that is delegated to; the innermost generator makes the exception.
import warnings
warnings.simplefilter('ignore')


class Made(Exception):
    def __init__(self, *args):
        print('made', args)


class Taking:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print('given', *args)
        return 't'


class Plain:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def outer(inner):
    try:
        yield from inner
    except BaseException as error:
        print('outer', repr(error))
        yield 'o'


def throws(inner, *args):
    g = outer(inner)
    next(g)
    try:
        print(g.throw(*args))
    except BaseException as error:
        print('out', repr(error))


def running():
    try:
        g.throw(Made)
    except ValueError as error:
        print(error)
    yield


async def done():
    pass


for inner in Taking, Plain, lambda: outer([1]):
    throws(inner(), Made)
    throws(inner(), Made, 'v')
    throws(inner(), 3)
    throws(inner(), UnicodeDecodeError)
    throws(inner(), GeneratorExit)
    throws(inner(), Made, None, 'no traceback')
g = running()
next(g)
c = done()
c.close()
try:
    c.throw(Made)
except RuntimeError as error:
    print(error)
