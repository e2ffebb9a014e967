# What C code warns of is recorded, and raised where the filters say so.
import warnings
def told(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r = f()
        except Exception as e: r = e
    print([(type(i.message).__name__, str(i.message)[:40], i.lineno) for i in w])
def errors(f):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try: print('fine', type(f()))
        except Exception as e: print(type(e).__name__, str(e)[:40])
async def c(): pass
def g():
    try: yield 1
    except ValueError: yield 2
def thrown(v):
    it = g(); next(it); return it.throw(ValueError, v)
async def ag():
    try: yield 1
    except ValueError: yield 2
def athrown():
    a = ag()
    try: a.asend(None).send(None)
    except StopIteration: pass
    t = a.athrow(ValueError, 'x')
    try: t.send(None)
    except StopIteration as e: print(e.value)
def asthrown():
    a = ag(); s = a.asend(None)
    try: s.throw(ValueError, 'x')
    except ValueError: pass
def cthrow():
    x = c()
    try: x.throw(ValueError, 'x')
    except ValueError: pass
def awthrow():
    x = c().__await__()
    try: x.throw(ValueError, 'x')
    except ValueError: pass
def cleared():
    x = c(); x.cr_frame.clear(); x.close()
flag = True
for f in (
    lambda: ~flag, lambda: thrown('x'), lambda: thrown(None), athrown, asthrown, cthrow, awthrow,
    lambda: c() and None, lambda: c().close(), cleared,
):
    told(f)
    errors(f)
