# Which classes may have slots, and whose instances get a dict and weak references.
from collections import namedtuple
class A(tuple):
    __slots__ = ('x', 'y')
a = A((1, 2)); a.x = 3
print(a, a.x, A.x, hasattr(a, '__dict__'))
try: a.z = 1
except Exception as e: print(repr(e))
class B(namedtuple('P', 'a b')):
    __slots__ = ('_c',)
b = B(1, 2); b._c = 5; print(b, b._c, b == (1, 2), b._replace(a=4))
try: print(b._replace(a=4)._c)
except Exception as e: print(repr(e))
class C(A): __slots__ = ('w',)
c = C('ab'); c.w = c.x = 1; print(c, c.w)

for base in (int, bytes, tuple, type, str, float, list, dict):
    for s in ('x', '__dict__', '__weakref__'):
        try:
            k = type('K', (base,), {'__slots__': (s,)})
            print(base.__name__, s, 'ok')
        except Exception as e: print(base.__name__, s, repr(e))
for b in (object, int, str, bytes, bytearray, tuple, list, dict, set, frozenset, float, complex, type, Exception, KeyError):
    class K(b): pass
    print(b.__name__, '__dict__' in K.__dict__, '__weakref__' in K.__dict__, '__weakref__' in dir(K), '__dict__' in dir(K), list(K.__dict__))
    class L(K): pass
    print(b.__name__, '__dict__' in L.__dict__, '__weakref__' in L.__dict__)
class I(int): pass
i = I(3); i.x = 1; print(i.__dict__, vars(i), I.__dict__['__dict__'].__get__(i))
class T(tuple): pass
i = T((1,)); i.x = 1; print(i.__dict__, vars(i)); i.__dict__ = {'y': 2}; print(i.y)
class M(type): pass
class Q(metaclass=M): pass
print(sorted(k for k in Q.__dict__), type(Q.__dict__))
