class N:
    def __init__(self, v): self.v=v
    def __add__(self, o): print('add'); return NotImplemented
    def __radd__(self, o): print('radd'); return 'R'
    def __iadd__(self, o): print('iadd'); return self
    def __bool__(self): print('bool'); return True
    def __len__(self): print('len'); return 1
    def __contains__(self, x): print('contains'); return x
    def __getitem__(self, i): print('getitem', i); return i
    def __neg__(self): return 'neg'
    def __call__(self, *a, **k): return (a, k)
n = N(1)
print(1 + n)
try: n + 1
except TypeError as e: print(e)
n += 1
if n: print('yes')
print(5 in n, 0 in n, n[3], n['a'], -n, n(1,b=2), len(n), not n)
print(n + n if 0 else 'x')
