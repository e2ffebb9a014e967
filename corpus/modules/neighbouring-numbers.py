# math.nextafter, math.ulp, math.remainder: the edges of doubles.
import math, sys
def tries(*fs):
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
inf, nan = math.inf, math.nan
for x in 0.0, -0.0, 1.0, -1.5, 1e308, 1.7976931348623157e308, 5e-324, inf, -inf, nan, 3, 2.0**52:
    tries(lambda: math.ulp(x))
    for y in 0.0, 1.0, -2.5, inf, -inf, nan, 3:
        tries(lambda: math.nextafter(x, y), lambda: math.remainder(x, y))
tries(lambda: math.remainder(5.5, 2), lambda: math.remainder(6, 4), lambda: math.remainder(10, 4), lambda: math.remainder('x', 2), lambda: math.ulp('x'), lambda: math.nextafter(1, 2, steps=3), lambda: math.nextafter(1, 2, steps=0), lambda: math.nextafter(1, 2, steps=-1), lambda: math.nextafter(1.0, 2.0, steps=2**70), lambda: math.nextafter(-1.0, 2.0, steps=2**62), lambda: math.nextafter(1), lambda: math.ulp(), lambda: math.remainder(1), lambda: sys.float_repr_style, lambda: sys.get_int_max_str_digits(), lambda: math.ulp(10**400))
