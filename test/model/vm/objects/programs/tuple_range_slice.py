def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)


def gen(n):
    for i in range(n):
        yield i


a = (1, 2, 3, 2)
print(a.count(2), a.index(3), a.index(2, 2), tuple(gen(3)), tuple("ab"), tuple(), tuple(a) is a)
t(a.index, 9)
t(a.count)
t(tuple, 1, 2)
t(tuple, a=1)
t(tuple, 5)
p = T(1, 2)
print(p, type(p).__name__, p[0], p + (3,), p == (1, 2), tuple[int, str])
r = range(1, 20, 3)
print(r, list(r), r.index(7), r.count(7), r.count(8), r.index(7.0), list(reversed(r)), len(r))
print(range(I(2), I(5)), range(5)[1:3], range(0, -10, -3)[::-1], range(0).index if False else None)
print(list(reversed(range(5))), list(reversed(range(0))), list(reversed(range(10, 0, -4))))
t(r.index, 8)
t(r.index, "a")
t(range)
t(range, "a")
t(range, 1, 2, 3, 4)
t(range, 1, 2, 0)
t(range, 1.0)
t(range, a=1)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(1, 2), s.indices(6), slice(None, None, -1).indices(5))
print(slice(-3, None).indices(10), slice(I(1), I(4)).indices(3), slice(1, 2) == slice(1, 2), slice(1) < slice(2))
t(slice)
t(slice, 1, 2, 3, 4)
t(s.indices, "a")
t(slice(1, 2, 0).indices, 5)
t(s.indices, -1)
t(s.indices)
t(slice("a").indices, 3)
