"""What the library asks and tells at its corners: lengths hinted, long ranges, references listed, modules called, logarithms of large ints."""
import types, math, operator, itertools, warnings
m = types.ModuleType('mod'); 
try: m()
except TypeError as e: print(e)
m.mod = lambda: 0
try: m()
except TypeError as e: print(e)
m.mod = 5
try: m()
except TypeError as e: print(e)
print(hasattr(int, '__type_params__'), hasattr(type, '__type_params__'))
try: print(int.__type_params__, type.__type_params__)
except AttributeError as e: print(e)
print(operator.length_hint(itertools.repeat(None), 12))
for n in (10**1000, 2**1024, 3**2000, 10**400 + 1):
    print(repr(math.log(n)), repr(math.log2(n)), repr(math.log10(n)), repr(math.log(n, 10)))
r = range(2**70, 2**70 + 3)
print(type(iter(r)).__name__, type(reversed(r)).__name__, type(iter(range(3))).__name__, list(iter(r))[0] - 2**70)
import sys
print(type(iter(range(sys.maxsize + 1, sys.maxsize + 10))).__name__)
import weakref
class C: pass
class R(weakref.ref): pass
c = C()
a = R(c); b = weakref.ref(c); d = weakref.ref(c, print); e = R(c)
print([x is b for x in weakref.getweakrefs(c)], [type(x).__name__ for x in weakref.getweakrefs(c)], weakref.getweakrefs(c)[1] is e)
try: b.__init__(1, 2, 3)
except TypeError as x: print(x)
try: b.__init__()
except TypeError as x: print(x)
for r in (range(5), range(0), range(1, 10, 3), range(10, 1, -3), range(2**31 - 4, 2**31 - 1), range(2**31 - 4, 2**31 - 1, 2), range(-2**31, -2**31 + 3), range(2**40, 2**40 + 3), range(2**70, 2**70 + 9, 4), range(2**70, 0, -2**69), range(0, 2**80, 2**79), range(2**31 - 1, 2**31 - 5, -2)):
    print(type(iter(r)).__name__, type(reversed(r)).__name__, list(r), list(reversed(r)))
for v in ([1], 'ab', iter([1, 2]), itertools.repeat(1, 3), reversed([1]), {1: 2}.keys(), iter({1, 2}), iter(range(7)), 5, None, enumerate([1]), zip([1]), itertools.count(), iter('abc'), itertools.islice([1], 3)):
    try: print(operator.length_hint(v, 9))
    except Exception as e: print(type(e).__name__, e)
class H:
    def __length_hint__(self): raise TypeError
class H2:
    __length_hint__ = None
class H3:
    def __len__(self): raise TypeError('len')
    def __length_hint__(self): return 4
for h in (H, H2, H3):
    try: print(operator.length_hint(h(), 3))
    except Exception as e: print(type(e).__name__, e)
