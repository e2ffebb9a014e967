# A function whose globals are of a subclass of dict.
import types
class G(dict):
    def __missing__(self, k):
        print('missing', k)
        if k == 'nope': raise KeyError(k)
        return k.upper()
def f(): return a, b, len([1]), nope
g = types.FunctionType(f.__code__, G(a=1))
try: print(g())
except (NameError, TypeError) as e: print(type(e).__name__, e)
def h(): return zz
print(types.FunctionType(h.__code__, G())())
