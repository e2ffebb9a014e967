import pickle, copyreg, io, sys
class P:
    def __init__(self, a): self.a = a
    def __repr__(self): return f'P({self.__dict__})'
class Slots:
    __slots__ = ('x', 'y')
class GS:
    def __getstate__(self): return {'z': 1}
    def __setstate__(self, s): self.got = s
class NA(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
    def __getnewargs__(self): return tuple(self)
class NX:
    def __new__(cls, *, k): s = object.__new__(cls); s.k = k; return s
    def __getnewargs_ex__(self): return (), {'k': self.k}
class L(list): pass
class D(dict): pass
class St(str): pass
class I(int): pass
class E(Exception): pass
class R:
    def __reduce__(self): return (R, (), {'s': 1}, iter([1, 2]), iter([('a', 1)]))
    def append(self, x): print('append', x)
    def extend(self, x): print('extend', x)
    def __setitem__(self, k, v): print('set', k, v)
class Outer:
    class Inner:
        def m(self): pass
class Set6:
    def __reduce__(self): return (Set6, (), {'q': 1}, None, None, setter)
def setter(o, s): print('setter', s); o.__dict__.update(s)
def func(): pass
s = Slots(); s.x = 1; s.y = [s]
l = L([1, 2]); l.attr = 3
rec = []; rec.append(rec)
rd = {}; rd['me'] = rd
p = P(1); p.self = p
t = ([],); t[0].append(t)
d = D(a=1, b=2)
objs = [P(1), p, s, GS(), NA(1, 2), NX(k=5), l, d, St('abc'), I(5), E('m', 1), Outer.Inner, Outer.Inner(), Outer.Inner.m, Outer.Inner().m, func, print, [].append, rec, rd, t, Set6(), [P, P], [p, p], ('a', 'a', 'b'), {1: P(2)}, R(), {P(1).a, 2}, frozenset({3}), map(str, [1]), object(), copyreg.__newobj__, Exception, OSError(1, 'x'), KeyError, type, object, float('inf'), pickle.PicklingError('q'), range(2, 8, 3)]
for o in objs:
    for pr in range(6):
        try:
            b = pickle.dumps(o, pr)
            print(type(o).__name__, pr, b)
            r = pickle.loads(b)
            print(type(r).__name__, getattr(r, '__dict__', None) if not isinstance(r, type) and r is not func else '')
        except Exception as e:
            print(type(e).__name__, e, getattr(e, '__notes__', None))
