# A frame is linked into the stack while its delegate is thrown into.
def gen():
    yield from (0 for v in range(1))
it = gen()
next(it)
try:
    it.throw(NameError)
except NameError:
    pass
