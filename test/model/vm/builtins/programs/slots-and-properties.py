class X:
    __slots__ = ('a', 'b')
x = X(); x.a = 1; print(x.a)
try: x.c = 1
except AttributeError as e: print(e)
try: x.b
except AttributeError as e: print(e)
class Y:
    @property
    def p(self): return 1
y = Y()
try: y.p = 3
except AttributeError as e: print(e)
try: del y.p
except AttributeError as e: print(e)
try: del y.zz
except AttributeError as e: print(e)
Y.q = 5; print(y.q); del Y.q
y.__dict__['w'] = 3; print(y.w, vars(y), y.__class__.__name__, Y.__module__, Y.__name__, Y.__qualname__)
