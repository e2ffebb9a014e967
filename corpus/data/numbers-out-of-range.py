"""Ints beyond the floats, and complex numbers whose parts are infinite or no numbers: 3.14 recovers the infinities of products."""
inf = float("inf")
nan = float("nan")

def tries(f, *args):
    try:
        return f(*args)
    except (OverflowError, ZeroDivisionError, TypeError) as e:
        return repr(e)

class Huge:
    def __index__(self):
        return 10 ** 400

print([tries(complex, *args) for args in ((10 ** 400,), (1, 10 ** 400), (Huge(),))])
print([tries(divmod, *args) for args in ((10 ** 400, 2.0), (2.0, 10 ** 400), (inf, 2), (2.0, -inf), (10 ** 400, "x"))])
print([tries(sum, items) for items in ([10 ** 400, 1.0], [1.0, 10 ** 400], [1.0, inf])])
numbers = [complex(inf, 1), complex(1, -inf), complex(nan, inf), 1 + 2j, -2j, complex(nan, nan), complex(1e300, 1e300), complex(3, nan)]
for a in numbers:
    print([a * b for b in numbers])
    print([a / b for b in numbers])
    print([2.0 * a, a * -2.0, a / inf, a / -2.0, 2.0 / a, -inf / a])
    print([tries(pow, a, n) for n in (0, 1, 2, 3, 7, 100, 5000)])
print([tries(pow, *args) for args in ((1e-200 + 1e-200j, -2), (1 + 1j, 5000), (2, 5000 + 1j), (1 + 2j, -3))])
