class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __add__(self, o): return 1
    def __getitem__(self, i): return 1
    def __setitem__(self, i, v): pass
    def __delitem__(self, i): pass
    def __call__(self, *a, **k): return 1
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    def __contains__(self, o): return True
    def __iadd__(self, o): return 1
    def m(self, *a, **k): return 1

    def __rmatmul__(self, o): return 1
print('add'); D(1) + D(2)
print('iadd'); x = D(1); x += D(2)
print('rmat'); [1] @ D(2)
print('eq'); D(1) == D(2)
print('lt'); D(1) < D(2)
print('in'); D(1) in D(2)
print('is'); D(1) is D(2)
print('sub'); D(1)[D(2)]
print('slice'); D(1)[D(2):D(3)]
print('setsub'); D(1)[D(2)] = D(3)
print('delsub'); del D(1)[D(2)]
print('call'); D(1)(D(2), D(3))
print('kw'); D(1)(D(2), k=D(3))
print('ex'); D(1)(*[D(2)], **{'k': D(3)})
print('m'); D(1).m(D(2), D(3))
print('mkw'); D(1).m(D(2), k=D(3))
print('mex'); D(1).m(*(D(2),), k=D(3))
print('builtin'); print(D(1).n, D(2).n)
print('len'); max(D(1), D(2))
print('isinst'); isinstance(D(1), D)
print('list'); [D(1), D(2), D(3)]
print('tuple'); (D(1), D(2), D(3))
print('set'); {D(1).n, D(2).n}
print('dict'); {D(1).n: D(2), 3: D(4)}
print('fs'); f'{D(1)!r:.1}{D(2)!s:.2}'
print('unpack'); a, b = [D(1), D(2)]; a = b = 0
print('unpack2'); a, *b = D(1), D(2), D(3); a = b = 0
print('attr'); D(1).x = D(2)
print('chain'); D(1) < D(2) < D(3)
print('sw'); a, b = D(1), D(2); a, b = b, a; a = 0; b = 0
print('dm'); {**{1: D(1)}, **{1: D(2)}}
print('lm'); [*[D(1)], *(D(2), D(3))]
print('yield'); 
def g():
    x = yield D(1)
    yield x
i = g(); next(i); i.send(D(2)); i = 0
print('end')
