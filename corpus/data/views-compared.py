# Views of items compare as sets do: each item is looked up in the other.
def tries(*fs):
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
a, b = {1: 1, 2: 2}, {1: 1, 2: 2, 3: 3}
for x, y in (a.keys(), b.keys()), (a.items(), b.items()), (a.keys(), {1, 2}), ({1, 2}, b.keys()), (a.items(), {(1, 1), (2, 2)}), (a.keys(), frozenset({1})), (a.keys(), [1, 2]), (a.values(), b.values()):
    tries(lambda: x < y, lambda: x <= y, lambda: x > y, lambda: x >= y, lambda: x == y, lambda: x != y, lambda: x & y, lambda: sorted(x | y), lambda: sorted(x - y), lambda: sorted(x ^ y), lambda: x.isdisjoint(y))
print({(1, 1)} == {1: 1}.items(), {1} == {1: 1}.keys(), {1: 1}.keys() == {1})
class C:
    def __eq__(self, o): raise RuntimeError('eq')
d1, d2, d3 = {1: C()}, {1: C()}, {1: C(), 2: C()}
tries(lambda: d1.items() == d2.items(), lambda: d1.items() != d2.items(), lambda: d1.items() <= d2.items(), lambda: d1.items() >= d2.items(), lambda: d2.items() < d3.items(), lambda: d3.items() > d2.items(), lambda: d1.items() == d3.items(), lambda: d1.items() < d2.items())
