# A special method is bound through whatever descriptor the type has under its name: properties and Python descriptors run for each call.
class Get:
    def __init__(self, f): self.f = f
    def __get__(self, obj, owner=None):
        print('get', type(obj).__name__, owner.__name__)
        return lambda *a, **k: self.f(obj, *a, **k)
class D:
    __getitem__ = property(lambda s: 1/0)
    __len__ = Get(lambda s: 5)
    __add__ = Get(lambda s, o: o)
    __eq__ = Get(lambda s, o: True)
    __hash__ = Get(lambda s: 5)
    __call__ = Get(lambda s, *a, **k: (a, sorted(k)))
    __contains__ = property(lambda s: lambda x: x == 3)
    __iter__ = property(lambda s: lambda: iter([1, 2]))
    __repr__ = Get(lambda s: 'D!')
    __bool__ = Get(lambda s: False)
d = D()
print(len(d), d + 4, d == 3, hash(d), d(1, 2, x=3), 3 in d, list(d), repr(d), bool(d))
try:
    d[0]
except ZeroDivisionError as e:
    print(e)
class S:
    __getitem__ = property(lambda s: 1/0)
try:
    for i in S(): print(i)
except ZeroDivisionError as e:
    print(e)
class N:
    __add__ = property(lambda s: 5)
    __len__ = property(lambda s: None.x)
try:
    N() + 1
except TypeError as e:
    print(e)
try:
    len(N())
except AttributeError as e:
    print(e)
class I:
    __init__ = Get(lambda s, a, b=2: print(a, b))
I(1); I(1, b=3)
class G:
    __getattr__ = Get(lambda s, n: n * 2)
    __setattr__ = Get(lambda s, n, v: print('set', n, v))
    __delattr__ = Get(lambda s, n: print('del', n))
g = G(); g.x = 1; del g.y; print(g.zz, getattr(g, 'abc'), hasattr(g, 'z'))
class H:
    __getattribute__ = Get(lambda s, n: n * 2)
print(H().q, getattr(H(), 'r'))
