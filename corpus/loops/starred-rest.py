# The rest of a starred target is a list of the iterator, which is asked for its iterator and a hint.
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): print('iter'); return s
    def __length_hint__(s): print('hint'); return 2
    def __next__(s):
        if s.n == 0: raise StopIteration
        s.n -= 1
        return s.n
a, *b, c = It(4); print(a, b, c)
*a, = It(2); print(a)
a, *b = It(1); print(a, b)
for bad in (lambda: It(1), lambda: It(0)):
    try: a, b, *c, d = bad()
    except ValueError as e: print(e)
try: a, *b, c = It(1)
except ValueError as e: print(e)
class Only:
    def __iter__(s): return No()
class No:
    n = 0
    def __next__(s): s.n += 1; return s.n
try: a, *b = Only()
except TypeError as e: print(e)
try: *a, = 3
except TypeError as e: print(e)
def g():
    yield 1
    yield 2
    yield 3
x, *y, z = g(); print(x, y, z)
for i, *j in [g(), 'ab', range(2)]: print(i, j)
def bad():
    yield 1
    raise KeyError
try: p, *q = bad()
except KeyError: print('ke')
[a, *b], c = 'xyz', {1}; print(a, b, c)
class S:
    def __getitem__(s, i):
        if i > 2: raise IndexError
        return i
h, *t = S(); print(h, t)
