# What a deque says and does through its class: copies are repeated, its own iteration counts, it may hold itself.
from collections import deque


class Own(deque):
    def __init__(self, *args):
        print('init', len(args))
        super().__init__(*args)

    def __iter__(self):
        print('iter')
        return iter([9, 8])


def told(call, *args):
    try:
        print(call(*args))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


own = Own([1, 2], 5)
print(len(own * 2), len(0 * own), own.__reduce__()[:3])
own *= 2
print(len(own))
inside = deque([[]], 3)
inside[0].append(inside)
print(inside)
for args in (), (1, 2, 3, 4), (9,), (1, 'a'):
    told(deque([1, 2]).index, *args)
told(deque([1]).insert, 1)
told(deque([1]).rotate, 1, 2)
told(deque, [], 2**70)
