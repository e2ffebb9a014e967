"""Weak references that die before what they refer to."""

import weakref
class O:
    def __init__(self, v): self.v = v
    def __hash__(self): print('hash', self.v); return hash(self.v)
    def __eq__(self, o): print('eq'); return self.v == o.v
o = O(1)
d = weakref.WeakKeyDictionary()
d[o] = 5
print('--'); print(o in d); print('--'); print(o in d); print('--'); print(d[o])
r = weakref.ref(o)
print(hash(r), hash(r))
def f(): return hash(weakref.ref(o))
f(); f()
del r
print('gone'); f(); f()
s = weakref.WeakSet([o])
print('set'); print(o in s, o in s)
print(weakref.getweakrefcount(o))
