class D(dict):
    def __missing__(self, k): return k*2
d = D(); d['a']=1
print(d['a'], d['b'], len(d), isinstance(d, dict), d)
class L(list):
    def __getitem__(self, i): return super().__getitem__(i)+1
l = L([1,2]); l.append(5); print(l[0], l, len(l), l == [1,2,5], list(l), l + [1])
class I(int):
    def __add__(self, o): return 'I+'
print(I(3)+1, 1+I(3), I(3)*2, I(3) == 3, {3: 'x'}[I(3)])
class S(str): pass
print(S('ab').upper(), S('a')+'b', S('x') == 'x', {S('k'): 1}['k'])
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
try: raise E(1, 2)
except E as e: print(e, e.args, e.b, repr(e))
