class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    @property
    def p(self): return D(self.n + 100)
    @staticmethod
    def s(): return D(1000)
    @classmethod
    def c(cls): return cls(2000)
D(1).p
D(2).s()
D(3).c()
x = D(4).p.n
print(f'{D(5).n} {D(6).p.n!r:>5}')
print(sorted([D(7), D(8)], key=lambda d: d.n)[0].n)
print(max(D(9), D(10), key=lambda d: d.n).n)
print(list(map(lambda d: d.n, [D(11), D(12)])))
print([*map(D, [13, 14])][0].n)
print(*[D(15).n, D(16).n])
print(sum([D(17).n, D(18).n]))
for d in (D(19), D(20)): pass
del d
while D(21).n == 21:
    break
if D(22).n: print('if')
assert D(23), 'x'
match D(24):
    case D(n=24) as m: print('m')
    case _: print('no')
m = 0
lambda: D(25)
(lambda d: d.n)(D(26))
print((y := D(27)).n); y = 0
x = D(28) if D(29) else D(30)
x = not D(31)
x = D(32).n < D(33).n < D(34).n
try:
    raise D(35)
except TypeError as e: print(e)
try:
    D(36).nope
except AttributeError as e:
    print(e)
print('end')
