# What functions of C modules and methods of bytearray say of arguments that do not fit.
import operator, heapq, bisect
for f, a, k in ((operator.index, (1, 2), {}), (operator.lt, (1,), {}), (operator.lt, (1, 2), {'x': 1}), (operator.neg, (), {}), (operator.not_, (1,), {'a': 2}), (operator.itemgetter(1), (1, 2), {}), (operator.contains, (), {}), (heapq.heapify, (1, 2), {}), (heapq.heapify, (), {}), (heapq.heappush, ([],), {}), (heapq.heappop, ([], 1), {}), (heapq.heappop, (), {'x': 1}), (heapq.heapify, ([1],), {'k': 1}), (heapq.heapreplace, (1,), {}), (bisect.bisect, ([1],), {}), (operator.truth, (1, 2), {}), (operator.concat, (1, 2), {}), (operator.length_hint, (), {}), (operator.indexOf, (1,), {})):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
for f in (lambda: bytearray().pop('x'), lambda: bytearray().pop(1, 2), lambda: bytearray().insert(1), lambda: bytearray(b'a').insert('x', 1), lambda: bytearray(b'a').insert(0, 300), lambda: bytearray(b'a').extend(7), lambda: (1).__round__(1, 2), lambda: (3).__round__('x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
