# tee asks twice for an iterator; until 3.12 it copies what has a __copy__.
import itertools
class C:
    def __init__(self): self.i = 0
    def __iter__(self): print('iter'); return self
    def __next__(self): self.i += 1; return self.i
    def __copy__(self): print('copy'); c = C(); c.i = 100; return c
a, b, d = itertools.tee(C(), 3)
print(type(a).__name__, type(b).__name__, next(a), next(b))
class N:
    def __iter__(self): print('iter'); return self
    def __next__(self): return 1
t = itertools.tee(N(), 2); print(type(t[0]).__name__)
x, y = itertools.tee([1, 2, 3])
u, v = itertools.tee(x)
print(u is x, v is x, next(u), next(x), next(v), next(y))
print([type(z).__name__ for z in itertools.tee(iter([1]))], type(x)([1]).__class__.__name__)
w = type(x)(N()); print(next(w))
w = type(x)(x); print(w is x)
class A:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, n): print('getattr', n); raise AttributeError(n)
print(len(itertools.tee(A())))
