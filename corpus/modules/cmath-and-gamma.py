import cmath
import math


class Turned:
    def __complex__(self):
        return 2j


def told(f, *args):
    try:
        return f(*args)
    except (ValueError, OverflowError, TypeError) as error:
        return repr(error)


values = [0.0, -0.0, 1.5, math.inf, math.nan]
for name in ("sqrt", "log", "exp", "asin", "acosh", "tanh", "atan", "phase", "polar"):
    f = getattr(cmath, name)
    print(name, [told(f, complex(x, y)) for x in values for y in values])
print(cmath.sqrt(Turned()), cmath.rect(2, 1), cmath.log(8j, 2), cmath.isclose(1j, 1j + 1e-12))
print(told(cmath.atanh, 1), told(cmath.exp, 1000), told(cmath.sqrt, "1"), told(cmath.rect, 1, math.inf))
print(abs(3 + 4j), told(abs, complex(1e308, 1.7e308)))
for x in (0.5, -1.5, 1.25, 3.0, 6.5, -math.inf):
    print(x, math.erf(x), math.erfc(x), told(math.gamma, x), told(math.lgamma, x))
print(told(math.gamma, 0.0), told(math.gamma, 172.0), math.modf(-2.0), math.degrees(1e308))
