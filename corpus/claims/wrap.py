# A function left by results and by exceptions, another that only raises, a generator that is closed while it stands outside any `try`.
def f(n):
    if n == 0:
        raise ValueError
    return n


def other():
    raise KeyError


def g():
    yield 1


for i in range(6):
    try:
        f(i % 2)
    except ValueError:
        pass
    try:
        other()
    except KeyError:
        pass
    x = g()
    next(x)
    x.close()
