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


class E:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, E) and self.n == other.n

    def __repr__(self):
        return "E%d" % self.n


def gen(n):
    for i in range(n):
        yield i


class L(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.tag = len(self)


a = [3, 1, 2]
a.append(4)
a.extend("xy")
a.extend(gen(2))
a.extend(a)
print(a)
a.insert(0, "first")
a.insert(-1, "almost")
a.insert(100, "last")
a.insert(-100, "zeroth")
a.insert(I(2), "indexed")
print(a, a.pop(), a.pop(0), a.pop(-2), a.pop(I(1)), a)
a.remove("x")
a.reverse()
print(a, a.count(1), a.index(1), a.index(1, 3), a.index("y", 0, -1))
b = a.copy()
a.clear()
print(a, b, b == a, b is a)
b += (1, 2)
b += gen(3)
b *= 2
print(b)
b *= I(0)
print(b)
e = [E(1), E(2), E(1)]
print(e.count(E(1)), e.index(E(2)), E(2) in e)
e.remove(E(1))
print(e)
t(e.index, E(5))
t(e.remove, E(5))
t([1].index, 5)
t([1].index, 1, "a")
t([1].index)
t([].pop)
t([1].pop, 4)
t([1].pop, "x")
t([1].insert, 1)
t([1].insert, "a", 1)
t([].append)
t([].append, x=1)
t(list, a=1)
t(list, 1, 2)
t(list, 5)
t(list.append, 1)
t(list.append)
t([].extend, 5)
t([].clear, 1)
t([1].__imul__, 2)
t([1].__iadd__, [3])
print(list(reversed([1, 2, 3])), list(), list((1, 2)), list({5: 6}))
l = L(gen(3))
print(l, l.tag, type(l).__name__, l + [1], type(l.copy()).__name__)
l.append(9)
print(l, len(l), l[-1])
x = [5, 2, 9]
x.sort()
print(x, list[int])
x.sort(key=lambda v: -v)
print(x)
try:
    x += 5
except TypeError as err:
    print(err)
try:
    x *= "a"
except TypeError as err:
    print(err)
