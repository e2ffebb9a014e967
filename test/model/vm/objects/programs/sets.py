def t(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class H:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, H) and self.n == other.n

    def __repr__(self):
        return "H%d" % self.n


def gen(*items):
    for i in items:
        yield i


class S(set):
    pass


class F(frozenset):
    def __new__(cls, items=()):
        return super().__new__(cls, items)


a = {10, 3, 7, 100, 55, 21, 2}
b = {7, 55, 1, 2, 1000}
print(a, b, a | b, a & b, a - b, a ^ b, b - a, b | a, b ^ a)
print(a.union(b, [1, 2, 900]), a.union(), a.intersection(b, (7, 2)), a.difference(b, gen(10), [3]))
print(a.symmetric_difference([1, 2, 3, 3]), a.isdisjoint(b), a.isdisjoint([6]), a.isdisjoint(gen(6, 7, 8)))
print({1, 2} < {1, 2, 3}, {1, 2}.issubset([1, 2, 3]), {1, 2}.issubset(gen(1)), {1, 2}.issuperset(gen(1, 5)), {1, 2} >= {2})
print({1, 2}.intersection(gen(2, 1, 3)), {"a", "b", "c", "dd"} , {"a", 1, None, True, 2.5, (1, 2)})
c = a.copy()
c.update(b, "xyz", {4: 5}, gen(77, 78))
print(c)
c.intersection_update(range(60), gen(*range(0, 60, 2)))
print(c)
c.difference_update([2], gen(10))
print(c)
c.symmetric_difference_update(range(5))
c.symmetric_difference_update(gen(5, 6, 5))
c.symmetric_difference_update({3: 1, 99: 1})
print(c)
c |= {1, 2, 200}
c &= {1, 200, 300}
c -= {1}
c ^= {1, 5, 200}
print(c)
c.add(8)
c.discard(1)
c.discard(77)
c.remove(5)
t(c.remove, 5)
print(c, 8 in c, 9 in c)
print([c.pop() for _ in range(len(c))], c)
t(c.pop)
d = set(range(20))
out = []
while d:
    out.append(d.pop())
    if len(out) == 5:
        d.update(range(100, 110))
print(out)
h = {H(i) for i in range(7)}
print(h, H(3) in h, H(8) in h, h & {H(1), H(4), H(9)}, h - {H(0)}, h | {H(3), H(10)}, h == {H(i) for i in range(7)})
h.discard(H(2))
h.add(H(2))
h.add(H(2))
print(h, h ^ gen if False else h.symmetric_difference(gen(H(1), H(20))))
print(h.difference(gen(H(1), H(2))), h.intersection(gen(H(1), H(2))), sorted(x.n for x in h.union(gen(H(30)))))
f = frozenset([1, 2, 3])
print(f, f | {9}, {9} | f, type(f & {1}).__name__, type({1} & f).__name__, f.copy() is f, frozenset(f) is f, frozenset())
f |= {4}
print(f, hash(f) == hash(frozenset([4, 3, 2, 1])), {f: 1}, f in {f}, {1, 2, 3, 4} in {f})
s = S([3, 1])
print(s, type(s | {5}).__name__, type(s.copy()).__name__, s | {5})
print(F([1, 2]), type(F([1]) | {2}).__name__)
t(set, 1)
t(set, 1, 2)
t(set, a=1)
t(frozenset, 1, 2)
t(set().add)
t(set().add, [])
t(set().discard, {})
t(lambda: [] in {1})
t(lambda: {1} in {1})
t(lambda: {[]})
t(lambda: {1} | [1])
t(lambda: {1} & 5)
t(lambda: {1} - "a")
t({1}.union, 5)
t({1}.union, [[]])
t({1}.intersection, [[]])
t({1}.difference, [[]])
t({1}.issuperset, [[]])
t({1}.isdisjoint, [[]])
t(set([1]).remove, [])
t(set.add, 1, 2)
e = {1}
try:
    e |= [2]
except TypeError as err:
    print(err)
t(lambda: [x for x in e if e.add(x + 1) is None])
print(set[int], frozenset[int])
m = set()
for i in range(40):
    m.add(i * 7 % 41)
for i in range(0, 40, 3):
    m.discard(i)
for i in range(50, 70):
    m.add(i)
print(m)
