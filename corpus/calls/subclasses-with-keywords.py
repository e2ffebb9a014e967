# Subclasses of builtin types: which keywords reach their own __init__ and __new__, and what refuses them.
import collections, itertools, functools
def tries(*fs):
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
for base in int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, collections.deque, enumerate, zip, map, filter, reversed, object, collections.OrderedDict, collections.defaultdict, property, staticmethod, classmethod, super, itertools.count, itertools.repeat, functools.partial:
    class P(base): pass
    class I(base):
        def __init__(self, arg, newarg=None): self.newarg = newarg
    class N(base):
        def __new__(cls, arg, newarg=None):
            try: self = super().__new__(cls, arg)
            except TypeError: self = super().__new__(cls)
            self.newarg = newarg
            return self
    print(base.__name__)
    arg = {int: '1', float: '2', complex: '3', str: 'x', bytes: b'y', bytearray: b'z', itertools.count: 1}.get(base, [])
    def shown(v): return type(v).__name__, getattr(v, 'newarg', 'none')
    tries(lambda: shown(P(arg)), lambda: shown(P(arg, newarg=3)), lambda: shown(I(arg)), lambda: shown(I(arg, newarg=3)), lambda: shown(I(arg, 3)), lambda: shown(N(arg)), lambda: shown(N(arg, newarg=3)), lambda: shown(P(arg, 4, 5, 6, 7)))
