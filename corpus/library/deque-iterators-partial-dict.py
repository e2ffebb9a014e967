from collections import deque
import itertools, functools
d = deque([1, 2, 3])
it = iter(d)
T = type(it); R = type(reversed(d))
print(list(T(d)), list(T(d, 1)), list(R(d)), list(R(d, 2)), T.__name__)
try: T([1])
except Exception as e: print(type(e), e)
print(it.__length_hint__())
p = functools.partial(print, 1)
try: del p.__dict__
except Exception as e: print(type(e), e)
p.x = 1
print(p.__dict__)
try: del p.__dict__
except Exception as e: print(type(e), e)
for a in (None, 1.0, -1, '2', 2**100):
    try: print(len(list(itertools.product([1, 2], repeat=a))))
    except Exception as e: print(type(e), e)
