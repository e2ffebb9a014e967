# Slots of objects that have a __dict__ too: their values stand beside it, one for each class of the hierarchy; two bases with slots conflict.
class A: __slots__ = ('a', '__dict__')
class B(A): __slots__ = ('a', 'c')
class C(A): pass
class D:
    def __del__(self): print('del')


s = B()
s.a, s.b, s.c = 1, 2, D()
print(s.__dict__, A.a, B.a, s.a)
A.a.__set__(s, 3)
print(s.a, A.a.__get__(s))
del s
for f in lambda: A.a.__get__(5), lambda: A.a.__set__(5, 1), lambda: B.c.__get__(C()), lambda: isinstance(1, list[int]):
    try: print(f())
    except TypeError as e: print(e)
class P: __slots__ = ('x',)
class Q: __slots__ = ('y',)
class E: pass
try:
    class R(P, Q): pass
except TypeError as e: print(e)
class R(E, P): pass
print(R.__mro__)
