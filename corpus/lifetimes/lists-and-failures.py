class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
l = [D(i) for i in range(8)]
del l[::3]
print('a')
l[::2] = [1, 2, 3]
print('b')
l[1:3] = [5]
print('c')
l = [D(i) for i in range(4)]
l[::-1] = [1, 2, 3, 4]
l = [D(i) for i in range(4)]
del l[::-2]
print('d')
l.clear()
l = [D(9), D(8)]
l.pop(0)
print('e')
l.insert(0, D(7))
l.reverse()
l *= 0
print('f')
l = [D(1), D(2)]
l.sort(key=lambda d: d.n, reverse=True)
l = l[:1]
print('g')
l.extend([D(3), D(4)])
l += (D(5),)
l.remove(l[0])
print('h')
l = None
d = {1: D(1), 2: D(2)}
d.clear()
print('i')
d = {1: D(1), 2: D(2)}
d.update({1: D(3)})
d.popitem()
d.setdefault(1, D(4))
d.setdefault(9, D(5))
d |= {1: D(6)}
d = None
print('j')
s = {D(1).n}
x = dict(a=D(1)); x.pop('a'); 
print('k')
x = {'a': D(1)}
x.get('b', D(2))
x.pop('b', D(3))
print('l')
import collections
q = collections.deque([D(1), D(2), D(3)], 2)
q.append(D(4))
print('m')
q.popleft()
q.rotate(1)
q.clear()
print('n')
t = collections.OrderedDict(a=D(1)); t.move_to_end('a'); t.clear()
print('o')
c = collections.defaultdict(lambda: D(1)); c[1]; c[1] = D(2); c.clear()
print('p')
if D(1): print('if')
while D(2):
    print('w'); break
x = D(3) or 1
x = D(4) and 1
x = D(5) is None
if D(6) is None: pass
if D(7) is not None: pass
assert D(8)
x = 1 if D(9) else 2
x = not D(10)
print([1 for _ in range(1) if D(11)])
print('q')
class Z:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 1
    def __del__(self): print('z', self.n)
if Z(1): pass
elif Z(2): print('e')
x = Z(0) or Z(3) and Z(4)
x = 0
print('r')
import itertools
for i in itertools.chain([D(1)], [D(2)]): i = 0
print('s')
for i in [D(1), D(2)]: i = 0
print('t')
for i in (D(1), D(2)): break
i = 0
print('u')
for i, j in zip([D(1)], [D(2)]): pass
i = j = 0
for i in map(lambda d: d.n, [D(3), D(4)]): pass
for i in reversed([D(6), D(7)]): i = 0
for i in {1: D(8)}.values(): i = 0
for i in iter(lambda: D(9).n, 9): pass
print('v')
a, b = [D(1), D(2)]
a, *b = [D(3), D(4), D(5)]
(a, b), c = [D(6), D(7)], D(8)
try:
    a, b = [D(9), D(10), D(11)]
except ValueError as e: print(e)
print('w')
try:
    for a, b in [[D(1)]]: pass
except ValueError as e: print(e)
def f(*a, **k): pass
f(*[D(1), D(2)], **{'x': D(3)})
f(D(4), *[D(5)], k=D(6))
try: (lambda: 1)(D(9), k=D(10))
except TypeError as e: print(e)
try: D(13) + D(14)
except TypeError as e: print(e)
e = 0
print('end')
