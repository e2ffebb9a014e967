"""math on floats as such: one rounding, the larger, what kind."""

import math

VALUES = [0.0, -0.0, 1.5, 1e308, 5e-324, 1e-310, math.inf, math.nan, 0.1, 10]
for name in ('fma', 'fmax', 'fmin', 'signbit', 'isnormal', 'issubnormal'):
    function = getattr(math, name, None)
    if function is None:
        print('no', name)
        continue
    count = {'fma': 3, 'fmax': 2, 'fmin': 2}.get(name, 1)
    for i, value in enumerate(VALUES):
        args = [value, VALUES[i - 1], -VALUES[i - 3]][:count]
        try:
            print(name, args, function(*args))
        except (ValueError, OverflowError) as e:
            print(name, args, e)
    try:
        function('a', *[1] * (count - 1))
    except TypeError as e:
        print(e)
