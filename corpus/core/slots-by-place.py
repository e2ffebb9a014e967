def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class N:
    __new__ = None
t(N)
class N2(N): pass
t(N2)
class P:
    def __new__(cls): return 3
class N3(P):
    __new__ = None
t(N3)
del N3.__new__
t(N3)
class A:
    __slots__ = ('a', 'b')
class A2:
    __slots__ = ('a', 'b')
class B(A):
    __slots__ = ('a', 'c')
x = B(); x.a = 1; x.b = 2; x.c = 3; A.a.__set__(x, 4)
B.__bases__ = (A2,)
t(lambda: (x.a, x.b, x.c, A2.a.__get__(x)))
t(lambda: A.a.__get__(x))
class O(A):
    __slots__ = ()
o = O(); o.a = 1
del A.a
t(lambda: o.a)
class O2(A2):
    __slots__ = ()
def f(): o.__class__ = O2; return o.a
t(f)
def f(): O.__bases__ = (A2,); return o.a
t(f)
class D1: __slots__ = ('a', 'a')
t(lambda: D1.__slots__)
class W: __slots__ = ('__weakref__',)
class W2: pass
del W2.__weakref__
import weakref
k = W2()
t(lambda: weakref.ref(k)() is k)
class W3:
    __slots__ = ()
    __weakref__ = 3
t(lambda: weakref.ref(W3()))
class W4(W3): __slots__ = ('__weakref__',)
