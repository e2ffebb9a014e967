# Assignment to `__class__`, `__bases__` and `__dict__`: layouts are compared class by class.
import types
def tell(f, *a):
    try: f(*a); print('ok')
    except Exception as e: print(type(e).__name__, e)
def setc(x, c): x.__class__ = c
class C: pass
class D: pass
class G: __slots__ = ['a', 'b']
class H: __slots__ = ['b', 'a']
class J: __slots__ = ['c', 'b']
class K: __slots__ = ['a', 'b', 'd']
class L(H): __slots__ = ['e']
class M(G): __slots__ = ['e']
class N(J): __slots__ = ['__weakref__']
class P(J): __slots__ = ['__dict__']
class Q(J): pass
class R(J): __slots__ = ['__dict__', '__weakref__']
class S(C): __slots__ = ()
class T(C): __slots__ = 'x'
class Int(int): __slots__ = []
class Int2(int): pass
class Li(list): pass
class Li2(list): pass
class V(ValueError): pass
class V2(ValueError): pass
class Ke(KeyError): pass
class E0: __slots__ = ()
class Mod(types.ModuleType): pass
all_ = (C, G, H, L, M, N, P, Q, R, Int, V, Ke)
for a in all_:
    print(a.__name__, end=' ')
    for b in all_:
        try: a().__class__ = b; print('+', end='')
        except TypeError as e: print('-' if 'layout' in str(e) else '?', end='')
    print()
tell(setc, C(), list); tell(setc, [], C); tell(setc, C(), 1); tell(setc, C(), object); tell(setc, object(), list); tell(setc, True, int); tell(setc, 2, bool); tell(setc, G(), C); tell(setc, types.ModuleType('m'), Mod); tell(setc, types.ModuleType('m'), C); tell(setc, C(), types.ModuleType)
tell(delattr, C(), '__class__')
h = H(); h.a, h.b = 1, 2; h.__class__ = G; print(h.a, h.b)
def setb(c, b): c.__bases__ = b
class X(C): pass
class Y(G): __slots__ = ()
for c, b in ((X, (D,)), (X, (object,)), (X, (G,)), (X, (S,)), (Y, (H,)), (Y, (J,)), (Y, (C,)), (C, (D,)), (Li, (dict,)), (Li, (Li2,)), (Li, (object,)), (list, (dict,)), (X, (C, list)), (X, (C, Li)), (X, (D, C)), (X, [C]), (X, ()), (X, (1,)), (X, (X,)), (C, (X,)), (V, (KeyError,)), (V, (V2,)), (X, (C, C)), (bool, (int,)), (X, (bool,))):
    print(c.__name__, b, end=' '); tell(setb, c, b)
print(X.__mro__, X.__base__)
def setd(x, d): x.__dict__ = d
a = C(); a.__dict__ = {'b': 1}; print(a.b)
tell(setd, a, None); tell(setd, a, []); tell(setd, a, 1); del a.__dict__; print(a.__dict__)
class Base: pass
class Meta1(type, Base): pass
class Meta2(Base, type): pass
class D1(metaclass=Meta1): pass
class E1(metaclass=Meta2): pass
class Module1(types.ModuleType, Base): pass
class Module2(Base, types.ModuleType): pass
class Ex1(Exception, Base): pass
class Ex2(Base, Exception): pass
dd = Base.__dict__['__dict__']
for x in (C, D1, E1, Module1('m'), Module2('m'), Ex1(), Ex2(), Base(), ValueError(), C(), 5, (lambda: 1)):
    tell(setd, x, {'q': 1}); tell(delattr, x, '__dict__'); tell(dd.__set__, x, {}); tell(dd.__delete__, x); tell(dd.__get__, x)
    try: print(type(x.__dict__).__name__)
    except AttributeError as e: print(e)
