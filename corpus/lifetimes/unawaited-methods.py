"""Methods of asynchronous generators that nobody awaits, and that are used up."""

import gc, warnings
async def gen():
    yield 1
def asend(): gen().asend(None)
def athrow(): gen().athrow(ValueError)
def aclose(): gen().aclose()
def anx(): gen().__anext__()
def held():
    g = gen()
    a = g.asend(None)
    b = g.aclose()
    del g
    return None
def used():
    g = gen()
    a = g.asend(None)
    try: a.send(None)
    except StopIteration: pass
    del a
    a = g.aclose()
    a.close()
    a = g.athrow(ValueError)
    try: a.throw(KeyError)
    except KeyError: print('key')
    del a
    b = g.asend(None)
    b.close()
    return None
def any_():
    a = anext(gen(), 1)
    b = anext(gen())
for f in (asend, athrow, aclose, anx, held, used, any_):
    print(f.__name__)
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        f()
    for x in w: print(x.category.__name__, x.message, x.lineno)
def h(*a): print('hook', a[0])
warnings.showwarning = h
asend()
with warnings.catch_warnings():
    warnings.simplefilter('error')
    asend()
