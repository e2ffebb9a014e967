# deque: searches of one that changes meanwhile; comparison, copies and repr of a subclass that iterates in its own way.
from collections import deque
def tries(*fs):
    for f in fs:
        try: print(f())
        except BaseException as e: print(type(e).__name__, e)
class M:
    def __init__(self, d, r=True): self.d, self.r = d, r
    def __eq__(self, o): self.d.clear(); return self.r
class B:
    def __eq__(self, o): raise ValueError('eq')
def mut(r=False):
    d = deque(range(5)); return d, M(d, r)
def t(name, r=False):
    d, m = mut(r); return getattr(d, name)(m)
tries(lambda: t('index'), lambda: t('remove'), lambda: t('count'), lambda: t('__contains__'), lambda: t('index', True), lambda: t('remove', True), lambda: t('count', True), lambda: t('__contains__', True))
d = deque([1, B(), 3])
tries(lambda: d.index(3), lambda: d.remove(3), lambda: d.count(3), lambda: 3 in d, lambda: d == deque([1, 2, 3]))
d, m = mut(); d.append(m); tries(lambda: d.remove(7), lambda: list(d))
class X(deque):
    def __iter__(self): print('X.iter'); return iter([])
d1, d2 = X([1, 2, 3]), X([4, 5, 6])
tries(lambda: d1 == d2, lambda: d1 < d2, lambda: d1.copy() == d1, lambda: list(d1), lambda: d1 + d2, lambda: deque(d1), lambda: repr(d1))
import copy
tries(lambda: copy.copy(d1), lambda: deque('abc', 2), lambda: deque(maxlen=2, iterable='abc'), lambda: d1.maxlen, lambda: deque([1]) * 3, lambda: deque('abcd', 3) * 2)
