# Special methods that are descriptors are bound before they are called; one that cannot be bound does not compare.
class D:
    def __init__(self, f): self.f = f
    def __get__(self, o, t):
        print('bind', type(o).__name__, t.__name__)
        return self.f
class E:
    __eq__ = property(lambda self: lambda o: (print('eq'), True)[1])
    __lt__ = D(lambda o: True)
    __call__ = D(lambda *a, **k: (a, k))
    __iter__ = D(lambda: iter('ab'))
    __len__ = D(lambda: 4)
    __contains__ = D(lambda x: x == 1)
    __getitem__ = D(lambda k: k)
    __enter__ = D(lambda: 'in')
    __exit__ = D(lambda *a: True)
    __add__ = D(lambda o: ('add', o))
    __neg__ = D(lambda: 'neg')
    __str__ = D(lambda: 'str')
    __repr__ = D(lambda: 'repr')
    __hash__ = D(lambda: 9)
    __bool__ = D(lambda: False)
    __setitem__ = D(lambda k, v: print('set', k, v))
    __getattr__ = D(lambda n: 'attr ' + n)
    __init__ = D(lambda *a, **k: print('init', a, k))
    __format__ = D(lambda s: 'fmt' + s)
    __int__ = D(lambda: 5)
    __index__ = D(lambda: 2)
e = E(1, k=2)
print(e == 3, e < 1, e(1, x=2), list(e), len(e), 1 in e, e[5])
print(e + 1, -e, str(e), repr(e), hash(e), bool(e), e.zz, f'{e:x}', int(e), [1, 2, 3][e])
e[1] = 2
class P:
    @property
    def __eq__(self): raise AttributeError('booh')
    @property
    def __len__(self): raise AttributeError('len')
    __init__ = property(lambda self: 1 / 0) if 0 else object.__init__
print(P() == P())
try: len(P())
except AttributeError as x: print(x)
class Q:
    __slots__ = ()
    __init__ = property(lambda self: lambda *a: print('init', a))
Q(1, 2)
