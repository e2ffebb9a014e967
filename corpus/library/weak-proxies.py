import weakref, sys
class C:
    def __init__(self, v): self.v = v
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __iadd__(self, o): return C(self.v + o)
    def __len__(self): return 3
    def __getitem__(self, i): return i * 2
    def __setitem__(self, i, v): self.v = (i, v)
    def __delitem__(self, i): self.v = i
    def __contains__(self, x): return x == 7
    def __iter__(self): return iter([1, 2])
    def __str__(self): return 'STR'
    def __repr__(self): return 'REPR'
    def __bool__(self): return False
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return ('lt', type(o).__name__)
    def __neg__(self): return 'neg'
    def __index__(self): return 2
    def __int__(self): return 42
    def __float__(self): return 1.5
    def __bytes__(self): return b'xy'
    def __reversed__(self): return 'rev'
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __divmod__(self, o): return 'dm'
    def __matmul__(self, o): return 'mm'
    def __abs__(self): return 'abs'
    def m(self, *a, k=1): return (self.v, a, k)
c = C(1)
p = weakref.proxy(c)
print(type(p), type(p).__name__, p is weakref.proxy(c))
print(p.v, p.m(1, k=2), len(p), p[3], 7 in p, 8 in p, list(p), str(p), bool(p))
print(p + 1, 1 + p, p == 3, p < p, -p, [10, 20, 30][p], int(p), float(p), bytes(p), reversed(p))
print(p ** 2, pow(p, 2, 3), divmod(p, 2), p @ p, abs(p))
p.v = 5; print(c.v)
del p.v; print(hasattr(c, 'v'))
p[1] = 2; print(c.v)
del p[9]; print(c.v)
c.v = 5
q = p
q += 1
print(type(q), q.v)
print(isinstance(p, C), p.__class__, isinstance(p, weakref.ProxyTypes))
try: hash(p)
except TypeError as e: print(e)
try: p.nope
except AttributeError as e: print(e)
try: next(p)
except TypeError as e: print(e)
def cb(r): print('dead', type(r))
r2 = weakref.proxy(c, cb)
r = weakref.ref(c)
print(weakref.getweakrefcount(c), [type(x).__name__ for x in weakref.getweakrefs(c)])
del q, c
for f in (lambda: p.v, lambda: p + 1, lambda: 1 + p, lambda: str(p), lambda: len(p), lambda: p == 1, lambda: bool(p), lambda: iter(p), lambda: next(p), lambda: isinstance(p, C), lambda: setattr(p, 'x', 1), lambda: p.__class__):
    try: print(f())
    except ReferenceError as e: print(e)
    except Exception as e: print(type(e), e)
def f(a): return a + 1
pf = weakref.proxy(f)
print(type(pf), pf(1), callable(pf))
try: weakref.proxy(1)
except TypeError as e: print(e)
class G:
    def __iter__(self): return self
    n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
g = G(); pg = weakref.proxy(g)
print(list(pg)); g.n = 0
print(next(pg), [x for x in pg])
try: weakref.proxy()
except TypeError as e: print(e)
try: weakref.ProxyType()
except TypeError as e: print(e)
print(repr(pf)[:13], dir(pg)[:3])
class L(list): pass
l = L([1,2]); pl = weakref.proxy(l)
print(pl + [3], pl * 2, 2 * pl, pl[0:1], pl == [1, 2], [1, 2] == pl, sorted(pl), '%s' % pl, f'{pl}')
pl += [4]; print(l, type(pl))
print(pl.__doc__ is L.__doc__)
