# dict(d), {**d}, d.copy() and | ask a subclass that iterates in its own way for its keys and items.
import collections
class R(dict):
    def keys(self):
        print('keys'); return reversed(list(dict.keys(self)))
    __iter__ = keys
class G(dict):
    def __getitem__(self, k):
        print('get', k); return super().__getitem__(k) * 10
class K(dict):
    def keys(self): print('no'); return super().keys()
class O(collections.OrderedDict):
    def keys(self): print('okeys'); return super().keys()
    def __getitem__(self, k): print('oget'); return super().__getitem__(k)
p = [('a', 1), ('b', 2), ('c', 3)]
def f(**kw): return kw
for cls in R, G, K, O:
    d = cls(p)
    print(cls.__name__, dict(d), {**d}, f(**d), {} | d, {'z': 0, **d})
    e = {}; e.update(d); print(e)
    e |= d
    print(d.copy() == d, type(d.copy()).__name__, dict.fromkeys(d), collections.OrderedDict(d))
