"""Heaps whose items compare in Python, and bisection."""
import heapq, bisect
class N:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        print('lt', self.v, o.v, [x.v for x in heap])
        return self.v < o.v
    def __repr__(self): return f'N{self.v}'
heap = []
for v in (5, 3, 8, 1, 9, 2): heapq.heappush(heap, N(v))
print(heap)
print(heapq.heappop(heap), heapq.heapreplace(heap, N(0)), heapq.heappushpop(heap, N(4)), heapq.heappushpop(heap, N(-1)), heap)
heap = [N(v) for v in (9, 8, 7, 6, 5, 4, 3, 2, 1, 0)]
heapq.heapify(heap)
print(heap)
class Bad:
    def __init__(self, v): self.v = v
h = []
heapq.heappush(h, (1, Bad(1)))
try: heapq.heappush(h, (1, Bad(2)))
except TypeError as e: print(e, len(h))
try: heapq.heapify(h := [3, 'a', 1, None])
except TypeError as e: print(e, h)
class M:
    def __lt__(self, o): h.clear(); return False
h = []
heapq.heappush(h, M())
for f in (lambda: heapq.heappush(h, M()), lambda: heapq.heapify(h), lambda: heapq.heappushpop(h, M()), lambda: heapq.heappop(h)):
    h[:] = [M(), M(), M()]
    try: print(f())
    except Exception as e: print(type(e).__name__, e, len(h))
class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o): print('lt', self.v); return NotImplemented
    def __gt__(self, o): print('gt', self.v); return self.v > o.v
data = [A(i) for i in range(6)]
print(bisect.bisect_left(data, A(3)), bisect.bisect_right(data, A(3)), bisect.bisect_left(data, A(4), key=lambda x: x))
class L(list):
    def insert(self, i, x): print('insert', i, x)
bisect.insort(L([1, 2]), 1)
bisect.insort_left(L(), 5)
import random
random.seed(3)
big = [N(random.randrange(1000)) for _ in range(10)]
heap = big
import io, contextlib
with contextlib.redirect_stdout(io.StringIO()) as out:
    heapq.heapify(big)
print(hash(out.getvalue()) != 0, len(out.getvalue()), big)
class Q:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): Q.n += 1; return self.v < o.v
large = [Q(random.randrange(100000)) for _ in range(12)]
heapq.heapify(large)
print(Q.n, [q.v for q in large][:5], sum(i * q.v for i, q in enumerate(large)))
print(heapq.nsmallest(3, large[:50])[0].v, heapq.nlargest(2, large[:40])[1].v, [q.v for q in heapq.merge(large[:2], large[3:5])])
