# Cached and partial methods as special methods; methods as keys, whatever they are bound to.
import functools
class A:
    @functools.lru_cache
    def __getitem__(self, k):
        print('get', k); return k * 2
    @functools.cache
    def __len__(self): return 3
    def show(self, *a, **k): print('show', a, k); return 7
    __call__ = functools.partialmethod(show, 1, x=2)
    @functools.singledispatchmethod
    def __add__(self, o): return 'any', o
    @__add__.register
    def _(self, o: int): return 'int', o
    __radd__ = functools.partialmethod(show, 'r')
a = A()
print(a[1], a[1], len(a), len(a), {a: 1}[a])
print(a(3, y=4), a + 1, a + 'x', 5 + a)
class H:
    def f(self): pass
    def __hash__(self): raise TypeError
h = H()
print(hash(h.f) == hash(h.f), {h.f: 1}[h.f], hash(h.f.__func__) == hash(H.f))
print({h.f, h.f} == {h.f}, {len: 1}[len], h.f in [h.f])
