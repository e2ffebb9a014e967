# A generator that yields while it is finalised is not asked again.
def gen(*, flag):
    try:
        yield
    finally:
        yield
g = gen(flag=0)
next(g)
g = 0
pass
