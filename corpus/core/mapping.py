# f(**m) and {**m}: the keys are listed before the first value is asked for; until 3.14 an AttributeError on the way is taken for a missing keys().
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


def f(*a, **k): return a, k


class M:
    def __init__(self, keys): self.k = keys
    def keys(self):
        if isinstance(self.k, BaseException): raise self.k
        return self.k
    def __getitem__(self, key): print('get', key); return key


def g():
    print('first'); yield 'a'
    print('second'); yield 'b'


class C(M): __iter__ = None


for m in M(g()), M(['x', 'y']), M(5), M(AttributeError('no')), M(KeyError('k')), M(TypeError('t')):
    t(lambda: f(**m)); t(lambda: {**m}); t(lambda: dict(m))
t(lambda: f(y=1, **M(['y']))); t(lambda: f(**{1: 2}, **{1: 3})); t(lambda: f(*5)); t(lambda: f(**5)); t(lambda: f(*C(1)))
