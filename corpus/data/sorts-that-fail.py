"""Sorts that fail leave a list sorted in part; what struct_time, type() and abstract classes refuse."""
import time
for l in ([3, 1, 2, 'a', 0], [5, 4, 3, None, 1], ['a', 1], [1, 'a'], [3, 2, 1, 'x', 0, 9, 8], list(range(70)) + [None, 5], [(2, 'a'), (1, 'b'), (1, 3), (0, 0)]):
    for kw in ({}, {'reverse': True}, {'key': lambda x: x}):
        m = list(l)
        try: m.sort(**kw)
        except TypeError as e: print(e)
        print(m)
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        if self.v == 4 or o.v == 4: raise ValueError
        return self.v < o.v
    def __repr__(self): return str(self.v)
m = [K(i) for i in (3, 2, 1, 0, 4, 7, 6)]
try: m.sort()
except ValueError: print(m)
m = [K(i) for i in (3, 9, 1, 0, 5, 7, 4, 6, 2)]
try: m.sort()
except ValueError: print(m)
def key(x):
    if x == 2: raise KeyError
    return -x
m = [5, 1, 2, 3]
try: m.sort(key=key)
except KeyError: print(m)
def k2(x):
    m.append(x)
    if x == 2: raise KeyError
    return x
m = [5, 1, 2, 3]
try: m.sort(key=k2)
except KeyError: print(m)
try: m.sort(key=lambda x: m.append(x) or x)
except ValueError as e: print(e, m)
t = time.struct_time
for a, k in ((('123456789',), {'dict': None}), (('123456789', {}), {}), (('123456789', {'tm_zone': 'x'}), {}), ((range(9), {'tm_zone': 'x', 'tm_gmtoff': 5}), {}), ((range(11), {'tm_zone': 'x'}), {}), ((range(10), {'tm_gmtoff': 3}), {}), ((range(9), {'foo': 1}), {}), ((range(9), {'tm_year': 1}), {}), ((range(9), 5), {}), ((range(9),), {'x': 1})):
    try: r = t(*a, **k); print(tuple(r), r.tm_zone, r.tm_gmtoff)
    except TypeError as e: print(e)
class C:
    def __mro_entries__(self, bases): return ()
for b in ((C(),), (int, C()), (5,)):
    try: type('Bad', b, {})
    except TypeError as e: print(e)
import abc
class D:
    def __get__(self, o, c=None):
        if o is None: raise AttributeError('no')
        return 1
class Base(abc.ABC):
    @property
    @abc.abstractmethod
    def color(self): pass
class Okay(Base):
    color = D()
print(Okay().color)
try: print >> 5
except TypeError as e: print(e)
try: max >> 5
except TypeError as e: print(e)
