# math at infinities, poles and limits.
import math
def tries(*fs):
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
i, n = math.inf, math.nan
tries(lambda: math.fsum([i, -i]), lambda: math.fsum([i, n]), lambda: math.fsum([1, i]), lambda: math.fsum([-i, 5]), lambda: math.fsum([1e308, 1e308]), lambda: math.fsum([1e308, 1e308, -1e308]), lambda: math.log(-i), lambda: math.log(i), lambda: math.log(n), lambda: math.log2(-i), lambda: math.log10(-i), lambda: math.log1p(-i), lambda: math.sqrt(-i), lambda: math.exp(-i), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(10**400), lambda: math.log(-10**400), lambda: math.log(8, 2), lambda: math.log(8, 0), lambda: math.log(8, 1), lambda: math.log2(0), lambda: math.acosh(i), lambda: math.atanh(1), lambda: math.sin(i), lambda: math.gcd(), lambda: math.dist([i], [i]), lambda: math.hypot(i, n), lambda: math.pow(0, -1), lambda: math.pow(-1, 0.5), lambda: math.pow(-1, i), lambda: math.fmod(i, 1), lambda: math.modf(i), lambda: math.modf(-i), lambda: math.modf(n), lambda: math.frexp(i), lambda: math.ceil(i), lambda: math.floor(n), lambda: math.trunc(i), lambda: math.factorial(-1), lambda: math.isqrt(-1), lambda: math.comb(5, -1), lambda: math.perm(3, 5), lambda: math.sumprod([i], [0]), lambda: math.prod([]), lambda: math.cbrt(-8), lambda: math.expm1(800), lambda: math.tan(1e22), lambda: math.cosh(1000), lambda: math.degrees(i), lambda: math.isclose(i, i), lambda: math.isclose(1, 2, rel_tol=-1))
