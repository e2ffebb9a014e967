# locals() and f_locals inside an inlined comprehension of a module or class: with its variables in 3.12, only those since.
import sys
g0 = 5
def at(): 
    f = sys._getframe(1)
    l = f.f_locals
    return type(l).__name__, [k for k in l if not k.startswith('__')][:6], len(l) > 10
print([at() for x in (1, 2)])
print([sorted(locals())[:3] for x in (1,)], [len(locals()) > 5 for x in (1,)])
print([(x, y, at()) for x in (1,) for y in (2,)])
print({x: at() for x in 'a'}, {at()[0] for x in 'a'}, list(at() for x in 'a'))
class C:
    z = 1
    print([at() for w in (1,)])
    print([sorted(locals()) for w in (1,)])
    print(at())
def f(a):
    print([at() for w in (1,)])
    print(at())
    print([sorted(locals()) for w in (1,)], sorted(locals()))
    return a
print(f(1))
def setx():
    l = sys._getframe(1).f_locals
    l['x'] = 10
    return l['x']
print([(setx(), x) for x in (3,)])
print([dir()[:2] for x in (1,)], [vars() is globals() for x in (1,)], [eval('x', {}, locals()) for x in (1,)])
try: print([eval('g0') for x in (1,)], [eval('x') for x in (1,)])
except NameError as e: print(e)
