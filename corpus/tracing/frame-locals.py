# FrameLocalsProxy, since 3.13 (PEP 667): mapping methods, keys that are no variables, texts of errors.
import sys
def h(a, b=2):
    x = 1
    def inner(): return x, y
    l = sys._getframe().f_locals
    print(l['a'], len(l), list(l), 'x' in l, l.get('zz', 3), dict(l), l.get('zz'), 'y' in l)
    l['new'] = 7
    print(sorted(l.keys()), l.keys(), l.values(), l.copy(), list(l.items())[:2], bool(l))
    l.update({'x': 9, 'other': 1})
    print(x, locals(), inner)
    l['y'] = 4
    print(inner(), y)
    if 0: y = 3
    for f in (lambda: l.pop('a'), lambda: l.pop('new'), lambda: l.pop('new'), lambda: l.pop('new', 5), lambda: l['q'], lambda: l[1], lambda: l[[]], lambda: l.update(x=9), lambda: l.update([]), lambda: l.get(), lambda: hash(l), lambda: l.clear(), lambda: l.setdefault('zz', 8), lambda: l.setdefault('a', 8), lambda: l.setdefault(4), lambda: l | {'q': 1}, lambda: {'q': 1} | l, lambda: l | 3, lambda: l == dict(l), lambda: l == sys._getframe(1).f_locals, lambda: l != {}, lambda: l < l, lambda: type(l)(3), lambda: type(l)(), lambda: list(reversed(l)), lambda: l.__delitem__('a'), lambda: l.__delitem__('nope'), lambda: l.fromkeys, lambda: type(l).__module__, lambda: l + l, lambda: l.keys(1), lambda: isinstance(l, dict), lambda: str(l)[:20], lambda: format(l)[:5], lambda: eval('a + b', {}, l), lambda: exec('a = 50; fresh = 1', {}, l), lambda: (a, l['fresh']), lambda: vars(l), lambda: {**l}['a'], lambda: dict(**l)['b'], lambda: iter(l), lambda: l.__iter__().__next__()):
        try: r = f(); print(type(r).__name__, r if not hasattr(r, '__next__') and type(r).__name__ != 'FrameLocalsProxy' and 'function' not in str(r) else '')
        except Exception as e: print(type(e).__name__, e)
    del l['other']
    try:
        del l['a']
    except Exception as e: print(type(e).__name__, e)
    k = l
    k |= {'w': 2}
    print('w' in l)
    class K:
        def __hash__(self): return hash('a')
        def __eq__(self, o): print('eq', o); return o == 'a'
    try: print(l[K()])
    except Exception as e: print(type(e).__name__)
    print([k for k in l if k in 'abx'])
    match l:
        case {'a': z}: print('mapping', z)
        case _: print('no')
h(1)
