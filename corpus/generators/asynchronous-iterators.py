"""anext(), aiter() and what they await; names of what runs asynchronously."""

import types
async def ag():
    yield 1
async def co(): pass
def ge(): yield
@types.coroutine
def cg(): yield 5
class A:
    def __init__(self, v): self.v = v
    def __anext__(self):
        if isinstance(self.v, BaseException): raise self.v
        return self.v
    def __aiter__(self): return self
class W:
    def __init__(self, v): self.v = v
    def __await__(self):
        if isinstance(self.v, BaseException): raise self.v
        return self.v
def drive(make):
    try:
        a = make()
        print(type(a).__name__)
        async def f(): return await a
        c = f()
        r = []
        for i in range(2):
            r.append(c.send(None))
        print(r)
        c.close()
    except StopIteration as e: print('stop', e.value)
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))

for o in (ag(), co(), ge(), cg()):
    for name in ('__name__', '__qualname__'):
        for v in ('new', 5, None):
            try:
                setattr(o, name, v)
                print(getattr(o, name), repr(o).split(' at')[0])
            except Exception as e: print(type(e).__name__, e)
        try: delattr(o, name)
        except Exception as e: print(type(e).__name__, e)
    if hasattr(o, 'close'): o.close()
for make in (lambda: 5, lambda: ge(), lambda: W(iter([1])), lambda: co(), lambda: W(StopAsyncIteration())):
    drive(lambda: anext(A(make()), 'default'))
    drive(lambda: anext(A(make())))
    drive(lambda: anext(A(W(make())), 'default'))
    for method in ('throw', '__next__'):
        for d in ((), ('default',)):
            try:
                a = anext(A(make()), *d)
                print(method, getattr(a, method)(*{'send': (None,), 'throw': (KeyError('k'),)}.get(method, ())))
            except BaseException as e: print(method, type(e).__name__, e, repr(e.__cause__), repr(e.__context__))
for f in (lambda: anext(), lambda: anext(1, 2, 3), lambda: anext(ag(), 1, 2), lambda: aiter(), lambda: aiter(1, 2), lambda: anext(a=1), lambda: aiter(ag(), 3), lambda: aiter(x=1), lambda: anext(ag(), default=3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for v in (5, None, A(1), [1], iter([1]), W(1)):
    class B:
        def __aiter__(self): return v
    try: print(type(aiter(B())).__name__)
    except Exception as e: print(type(e).__name__, e)
class C:
    __aiter__ = None
    __anext__ = None
for f in (lambda: aiter(C()), lambda: anext(C())):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
