# What object.__new__ and object.__init__ refuse, and that a class keeps `slot_tp_new` once it had a `__new__`.
def tell(f, *a, **k):
    try:
        r = f(*a, **k); print(type(r).__name__, r if isinstance(r, (tuple, list)) else '')
    except Exception as e:
        print(type(e).__name__, e)
tell(object.__new__); tell(object.__new__, ''); tell(list.__new__, object); tell(object.__new__, list); tell(object.__new__, object, 1); tell(object, 1); tell(object, a=1); tell(int.__new__, bool, 1); tell(object.__new__, ValueError); tell(BaseException.__new__, OSError); tell(dict.__new__, list)
class C:
    __new__ = list.__new__
tell(C); tell(C, 1)
class C(list):
    __new__ = object.__new__
tell(C); tell(C, [1])
class A:
    def __new__(cls, *args, **kwargs): raise AssertionError
tell(A)
class B(A):
    __new__ = object.__new__
    def __init__(self, foo): self.foo = foo
tell(B, 3); tell(B)
del B.__new__
tell(B, 3)
del A.__new__
tell(B, 3); tell(A); tell(A, 1)
class D:
    def __init__(self, x): self.x = x
tell(D, 1)
D.__new__ = lambda cls, x: object.__new__(cls)
tell(D, 1)
class E(D): pass
tell(E, 1)
del D.__new__
tell(D, 1); tell(E, 1)
class F:
    @classmethod
    def __new__(*args): return args
tell(F, 1, 2); tell(type('G', (F,), {}), 1, 2)
class H:
    @staticmethod
    def __new__(*args): return args
tell(H, 1, 2); tell(H)
class Desc:
    def __get__(self, obj, cls): print('get', obj, cls.__name__); return lambda *a: a
class I:
    __new__ = Desc()
tell(I, 5)
class J:
    __new__ = 3
tell(J)
class K(int):
    def __new__(cls, v): return int.__new__(cls, v + 1)
tell(K, 3)
class L(K):
    __new__ = int.__new__
tell(L, 3); tell(object.__new__, L); tell(object.__new__, K)
class Mixin:
    def __new__(cls, *a): print('mixin'); return super().__new__(cls, *a)
class N(Mixin, list): pass
tell(N, [1, 2])
class O(list):
    pass
O.__new__ = lambda cls, *a: list.__new__(cls)
tell(O, (1,))
class M(type):
    def __getattribute__(cls, name): print('asked', name); return type.__getattribute__(cls, name)
class P(metaclass=M):
    def __new__(cls): return object.__new__(cls)
tell(P)
class Q(metaclass=M): pass
tell(Q)
class R:
    def __init__(self, *a): object.__init__(self, *a)
tell(R); tell(R, 1)
class S:
    def __new__(cls, *a): return object.__new__(cls)
tell(S, 1)
class T:
    def __new__(cls, *a): return object.__new__(cls, *a)
    def __init__(self, *a): pass
tell(T, 1); tell(T)
tell(object().__init__, 1); tell(object.__init__, [], 1)
