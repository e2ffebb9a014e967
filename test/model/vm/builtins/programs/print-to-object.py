class W:
    def __init__(self): self.out=[]
    def write(self, s): self.out.append(s)
w = W(); print('a', 1, [2], file=w); print(w.out)
class Str:
    def __str__(self): print('str called'); return 'S'
    def __repr__(self): return 'R'
    def __format__(self, spec): return 'F' + spec
s = Str(); print(s, [s], f'{s}', f'{s!r}', f'{s:x}', str(s), repr(s))
