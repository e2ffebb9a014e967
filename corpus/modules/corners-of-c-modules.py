# Limits, clocks, exact sums, groups by `__index__`, and a callable that ends its own iterator.
import csv
import math
import re
import time


class One:
    def __index__(self):
        print('index')
        return 1


def told(call, *args, **names):
    try:
        print(call(*args, **names))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


told(csv.field_size_limit, 2**100)
told(time.get_clock_info, 'none')
told(time.get_clock_info, 5)
print(time.get_clock_info('perf_counter'))
told(math.factorial, 2**100)
told(math.nextafter, -5e-324, 0.0)
told(math.nextafter, -5e-324, 0.0, steps=1)
told(math.fsum, [1e308, 1e308, 'x'])
told(math.sumprod, [0.1] * 10, [0.1] * 10)
told(math.sumprod, [1e308, 1e308], [1.0, 10.0])
told(math.sumprod, [1 + 2j, 2], [3, 4])
match = re.match('(a)(b)', 'ab')
print(match.group(One(), 0), match[One()], match.span(One()))
told(match.expand)
count = 0


def step():
    global count
    count += 1
    if count < 3:
        print(next(steps, 'end'))
    return count


steps = iter(step, 3)
print(next(steps, 'ended'))
