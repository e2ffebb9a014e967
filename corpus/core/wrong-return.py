# Special methods that return something of the wrong type, or are None.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


def mk(**ns): return type('K', (), {k: (lambda v: lambda self, *a: v)(v) for k, v in ns.items()})()


for k, f in (('__bool__', bool), ('__int__', int), ('__index__', int), ('__float__', float), ('__complex__', complex), ('__str__', str),
             ('__repr__', repr), ('__format__', format), ('__bytes__', bytes), ('__iter__', iter), ('__len__', len), ('__hash__', hash)):
    t(lambda: f(mk(**{k: [0]})))
t(lambda: [1][mk(__index__='a')]); t(lambda: chr(mk(__index__='a'))); t(lambda: chr(mk(__index__=65))); t(lambda: list(mk(__length_hint__='a', __iter__=iter([]))))


class N: __bool__ = __next__ = __abs__ = __iter__ = None


t(lambda: bool(N())); t(lambda: next(N())); t(lambda: abs(N())); t(lambda: list(N()))
