# What a C function drops dies before its outcome is told; a list loses its items from the end on; 3.15 keeps a loop's list to the end of the loop.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)


l = [D(1), D(2)]; l.clear(); print('cleared')
l = [D(3), D(4)]; l[:] = []; print('sliced')
d = {1: D(5)}; d.update({1: 0}); print('updated'); d[1] = D(6); d.clear(); print('dict')
class A: pass
a = A(); a.x = D(7); setattr(a, 'x', 1); print('set')
getattr(D(8), 'n', D(9)); print('got')
for x in [D(10), D(11)]: pass
x = 0
if D(12): print('true')
print('end')
