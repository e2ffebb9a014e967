# A metaclass's mro() is asked for a class whose `__bases__` are set and for those below; what fails undoes all of it.
def tell(f, *a):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, e)
def setb(c, b): c.__bases__ = b
log = []
class M(type):
    def mro(cls):
        log.append((cls.__name__, cls.__mro__ is None))
        return type.mro(cls)
class A: x = 'A'
class B: x = 'B'
class C(A, metaclass=M): pass
class D(C): pass
class E(D, A): pass
print(log, D.__mro__ == (D, C, A, object)); log.clear()
C.__bases__ = (B, )
print(log, C.x, D.x, D.__mro__, E.x); log.clear()
print(A.__subclasses__(), B.__subclasses__(), C.__subclasses__())
class WorkOnce(type):
    def __new__(mcs, name, bases, ns):
        mcs.flag = 0
        return super().__new__(WorkOnce, name, bases, ns)
    def mro(cls):
        if cls.flag > 0: raise RuntimeError('bozo')
        cls.flag += 1
        return type.mro(cls)
class P: pass
class P2: pass
class Q(P): pass
class R(Q): pass
class S(Q, metaclass=WorkOnce): pass
before = Q.__mro__, R.__mro__, S.__mro__
tell(setb, Q, (P2,))
print(before == (Q.__mro__, R.__mro__, S.__mro__), Q.__bases__, P.__subclasses__(), P2.__subclasses__())
class X: pass
class Y(X): pass
class Z(Y, X): pass
tell(setb, Y, (P,)); print(Z.__mro__)
class Y2(P): pass
class W(P, X): pass
class V(W): pass
class U(V, X): pass
tell(setb, W, (X, P)); print(U.__mro__)
tell(setb, V, (P,)); print(U.__mro__, V.__mro__)
for answer in ((), 5, (1,), [object], 'ab', (int,), None):
    class N(type):
        def mro(cls): return answer
    tell(N, 'n', (), {})
class Late(type):
    def mro(cls):
        return getattr(cls, 'answer', None) or type.mro(cls)
class L(metaclass=Late): pass
class L2(L): pass
L.answer = (L, A, object)
tell(setb, L, (P,))
print(L.__mro__, L2.__mro__, L.x if hasattr(L, 'x') else None)
class Ext(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ == 'I':
            tell(type, 'sub', (cls,), {})
            tell(lambda: cls.attr); tell(lambda: super(cls, cls).attr); tell(lambda: issubclass(cls, I0)); tell(lambda: cls.__subclasses__()); tell(lambda: type.mro(cls) == [cls, I0, object]); tell(lambda: cls.__name__)
        return type.mro(cls)
class I0(metaclass=Ext): attr = 1
class I(I0): attr = 2
print(I.attr)
