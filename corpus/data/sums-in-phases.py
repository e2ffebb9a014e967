"""Sums: a C long, then a compensated float, then (3.14) a compensated complex; what was left does not come back."""
from fractions import Fraction
xs = [0.1] * 10
print(sum(xs), sum(xs, 0.0), sum([2**60, *xs]), sum([2**70, *xs]), sum([2**31, *xs]), sum([0, *xs]), sum(iter([0, *xs])))
print(sum([0.1, 10**20, *xs]), sum([0.1, 2**40, *xs]), sum([0.1, 2**60, *xs]), sum(iter([0.1, 2**60, *xs])))
print(sum([0.1, Fraction(1, 3), *xs]), sum([Fraction(1, 3), *xs]), sum([*xs, 1j, *xs]), sum([1j, *xs, *xs]), sum([1e16, 1j, 1.0, 1.0, -1e16]), sum([True, *xs, False]))
print(sum([1e16, 1, 1, 1, -1e16]), sum([1e16, True, True, True, -1e16]), sum([1e16, 1.0, 1.0, -1e16]), sum([1j, 1e16, 1, 1, -1e16]), sum([1e308, 1e308, -1e308]), sum(iter([1j, 1e16, 1.0, 1.0, -1e16])), sum([1e16, 1.0, 1.0, -1e16], 1j))
class F(float): pass
class I(int): pass
print(sum([1e16, F(1.0), 1.0, 1.0, -1e16]), sum([F(1e16), 1.0, 1.0, -1e16]), sum([1e16, I(1), 1.0, 1.0, -1e16]), sum([1.0, 1.0, 1e16, 1.0, 1.0, -1e16], F(0)), sum([1.0, 1e16, 1.0, 1.0, -1e16], I(0)), sum(iter([1e16, I(1), 1.0, 1.0, -1e16])))
def g(v):
    yield from v
print(sum(g([1e16, F(1.0), 1.0, 1.0, -1e16])), sum(g([2**70, 1e16, 1.0, 1.0, -1e16])), sum(g([1j, 1e16, 1.0, 1.0, -1e16])), sum(g([2**60, 1e16, 1.0, 1.0, -1e16])), sum(g([1e16, 2**60, 1.0, 1.0, -1e16, -2**60])))
