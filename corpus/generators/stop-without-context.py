# From 3.13 on the StopIteration with what a generator returned has no context.
def g():
    yield
    return 0
try:
    {}['']
except KeyError:
    gen = g()
    next(gen)
    gen.send(0)
