# f_locals of a function is a view that writes through, from inside, from a callee, from a callback and after the end (3.13+).
import sys
def f(a):
    x = 1
    def g(): return a
    fr = sys._getframe(); p = fr.f_locals
    p['x'] = 5; p['a'] = 6; p['new'] = 7
    print(x, a, g(), p['new'], sorted(p), len(p), 'x' in p, 'new' in p, p.get('zz'), type(p).__name__)
    x = 8
    print(p['x'], list(p.keys())[:3], sorted(map(str, p.values()))[:2], [k for k, v in p.items() if v == 8])
    for fn in (lambda: p['nope'], lambda: p.pop('x'), lambda: p.__delitem__('x'), lambda: p.pop('new'), lambda: p.pop('new', 'd'), lambda: p.pop('new'), lambda: p.setdefault('q', 1), lambda: p.setdefault('x', 1), lambda: p.update({'x': 10, 'w': 2}), lambda: p.update(3), lambda: p.copy()['x'], lambda: (p | {'z': 1})['z'], lambda: ({'z': 1} | p)['x'], lambda: p == p, lambda: p == fr.f_locals, lambda: p == {}, lambda: p != {}, lambda: p < {}, lambda: hash(p), lambda: p.clear(), lambda: p.popitem(), lambda: isinstance(p, dict), lambda: fr.f_locals is fr.f_locals, lambda: p.__setitem__('unb', 3)):
        try: print(fn())
        except Exception as e: print(type(e).__name__, e)
    print(x, sorted(locals())[:6], sorted(p))
    if 0: unb = 1
    try: print(unb)
    except UnboundLocalError as e: print(e)
    exec('x = 99', globals(), p); print(x)
    print(eval('x + 1', {}, p), eval('x + a', globals(), fr.f_locals))
    del x
    print('x' in p)
    p |= {'x': 3}; print(x)
    for k in reversed(p): pass
    return p
p = f(2)
print(p['x'], sorted(p)[:3])
p['x'] = 1; print(p['x'])
def h():
    y = 1
    def change(): sys._getframe(1).f_locals['y'] += 10
    change(); change()
    return y
print(h())
class C:
    z = 1
    sys._getframe().f_locals['w'] = 2
    print(type(sys._getframe().f_locals).__name__)
print(C.w, sys._getframe().f_locals is globals())
def gen():
    v = 1
    yield
    yield v
g = gen(); next(g); g.gi_frame.f_locals['v'] = 'changed'; print(next(g), repr(g.gi_frame.f_locals))
def deb():
    secret = 1
    try: raise ValueError
    except ValueError as e: e.__traceback__.tb_frame.f_locals['secret'] = 2
    return secret
print(deb())
from collections.abc import Mapping
def m(): return isinstance(sys._getframe().f_locals, Mapping), dict(sys._getframe().f_locals), {**sys._getframe().f_locals}, f'{sys._getframe().f_locals}'
print(m())


mon = sys.monitoring; E = mon.events
mon.use_tool_id(0, 'dbg')
def change(c, l):
    f = sys._getframe(1)
    print(l, f.f_code.co_name, f.f_locals)
    if l - c.co_firstlineno == 2: f.f_locals['x'] = 100
mon.register_callback(0, E.LINE, change)
def chg():
    x = 1
    y = x + 1
    return x, y
mon.set_local_events(0, chg.__code__, E.LINE)
print(chg())
def direct():
    f = sys._getframe(1)
    f.f_locals['q'] = 5
def caller():
    q = 1
    direct()
    return q
print(caller())
