# Assignment to __class__ and __bases__: what may be assigned, and the orders of the classes below.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


class P: pass
class Q: pass
class S: __slots__ = ('a',)
class S2: __slots__ = ('a',)
class S3: __slots__ = ('b',)
class K(Q): pass
class L(K): pass


def put(o, n, v): setattr(o, n, v); return getattr(o, n)


for o in P(), S(), 5, P, lambda: 0:
    for v in 1, int, Q, S2, S3: t(lambda: put(o, '__class__', v))
    t(lambda: delattr(o, '__class__'))
for v in (), (int,), (1,), 5, (P,), (Q, P), (object,), (L,): t(lambda: put(K, '__bases__', v)); t(lambda: L.__mro__)
t(lambda: delattr(K, '__bases__'))
