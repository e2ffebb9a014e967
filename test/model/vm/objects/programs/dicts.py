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


class D(dict):
    def __missing__(self, key):
        return ("missing", key)


class M:
    def keys(self):
        return ["x", "y"]

    def __getitem__(self, key):
        return key * 2


def gen(*items):
    for i in items:
        yield i


a = {"a": 1, 2: "b", (1, 2): None}
print(a, a.get("a"), a.get("z"), a.get("z", 5), a.setdefault("n"), a.setdefault("a", 9), a.setdefault(7, []))
print(a.pop("a"), a.pop("a", "gone"), a.popitem(), a)
print(list(a.keys()), list(a.values()), list(a.items()), a.keys(), a.values(), a.items())
a.update({"k": 1}, z=3)
a.update([("p", 1), gen("q", 2)])
a.update(gen(("r", 1), ["s", 2], "tu"))
a.update(M())
a.update(w=1)
print(a, len(a))
b = a.copy()
b.clear()
print(b, a == b, dict(a) == a, dict(a, extra=1)["extra"], dict(x=1, y=2), dict([("a", 1)]), dict())
print({1: 2} | {1: 3, 4: 5}, {1: 2, 9: 9} | D({1: 3}), type(D({1: 2}) | {3: 4}).__name__)
c = {1: 2}
c |= {3: 4}
c |= [(5, 6)]
print(c, dict.fromkeys("abc"), dict.fromkeys(gen(1, 2), 0), type(D.fromkeys([1])).__name__, {}.fromkeys({1: 2}))
print(list(reversed(c)), list(reversed(c.values())), list(reversed(c.items())), dict[str, int])
d = D(a=1)
print(d, d["a"], d["b"], d.get("b"), "b" in d, d.copy(), type(d.copy()).__name__)
k = {1: "a", 2: "b", 3: "c"}
l = {2: "b", 3: "x", 4: "d"}
print(k.keys() & l.keys(), k.keys() | l.keys(), k.keys() - l.keys(), k.keys() ^ l.keys())
print(k.items() & l.items(), k.items() | l.items(), k.items() - l.items(), k.items() ^ l.items())
print(k.keys() & [1, 7], k.keys() | "ab", k.keys() - {1}, {1, 9} | k.keys(), {1, 9} & k.keys(), {1, 9} - k.keys(), k.keys() & gen(2, 3))
print([1, 5] - k.keys(), k.keys().isdisjoint([7]), k.keys().isdisjoint({1}), k.items().isdisjoint(l.items()))
print((1, "a") in k.items(), (1, "z") in k.items(), 5 in k.items(), 1 in k.keys(), "a" in k.values())
print(k.keys() == {1, 2, 3}, k.keys() <= {1, 2, 3, 4}, {1} < k.keys(), k.items() == dict(k).items(), k.keys() > {1})
h = {H(i): i for i in range(5)}
print(h, h[H(4)], H(9) in h, h.get(H(3)), h.pop(H(1)))
g = {H(7): "x", H(2): "two"}
g.update(h)
print(g, h == g, dict(h) == h)
x = h.copy()
x[H(2)] = 22
print(x, h)
print(set(h), set(h.keys()), {H(0)} & h.keys(), h.keys() - {H(3)})
for i in range(4):
    h[i] = i
for i in range(4):
    del h[i]
print(h, list(reversed(h)))
t({}.get)
t({}.get, [])
t({}.get, x=1)
t({}.pop)
t({}.pop, 1)
t({}.pop, 1, 2, 3)
t({}.popitem)
t({}.setdefault)
t({}.setdefault, [], 1)
t({}.pop, [])
t({1: 2}.pop, [])
t({}.keys, 1)
t({}.update, 1, 2)
t({}.update, 5)
t({}.update, ["ab", "c"])
t({}.update, [(1, 2, 3)])
t(dict, 1, 2)
t(dict, 5)
t({}.copy, 1)
t(dict.fromkeys)
t(dict.fromkeys, 5)
t(dict.fromkeys, [[]])
t({}.fromkeys, [1], 2, 3)
t({}.__or__, 5)
t(lambda: {} | 5)
t(lambda: {}.keys() | 5)
t(lambda: {}.keys() & 5)
t(lambda: 5 - {}.keys())
t(lambda: {}.keys() < 5)
t(lambda: {1: []}.items() | set())
t(lambda: {1: []}.items() & [1])
t(lambda: [] in {}.keys())
t(lambda: ([], 1) in {1: 1}.items())
t({1: 2}.items().isdisjoint)
t(dict.get, 1)
t(lambda: [x for x in c if c.pop(x)])
t(lambda: [c.update({x + 10: 1}) for x in c])
p = type("P", (), {"q": 1}).__dict__
print(p.get("q"), p.get("zz", 2), "q" in p, p["q"], [v for v in p.items() if v[0] == "q"])
