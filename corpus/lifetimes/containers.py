class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __eq__(self, o): print('eq'); return True
    def __hash__(self): return 1
d = {D(1): D(2)}
d[D(3)] = D(4)
d.pop(D(5))
s = {D(6), D(7)}
s.discard(D(8))
l = [D(9), D(10)]
l[0] = D(11)
l[:] = [D(12)]
l.pop()
l.append(D(13)); l.clear()
l = [D(14)] * 2
l.remove(D(15))
del l[0]
print(D(16) == D(17))
print(D(18) in [D(19)])
x = [D(20)]
x += [D(21)]
x = None
def f(a=D(22)): pass
del f
class C:
    d = D(23)
    def m(self): return D(24)
C.d = D(25)
C().m()
del C.d
setattr(C, 'e', D(26)); delattr(C, 'e')
print('end')
