# A generator that is stepped in, left suspended, and taken up again later.
def g():
    x = 1
    yield x
    x = 2
    yield x


def pull(it):
    return next(it)


it = g()
a = pull(it)
b = 0
b = pull(it)
