class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __hash__(self): return 1
    def __eq__(self, o): print('eq', self.n, o.n); return True
def make(n, k='x'):
    for i in range(n):
        print('make', k, i)
        yield D((k, i))
s = set(make(3)); print('set', len(s)); del s
s = {D(0)}; s.update(make(2)); print('upd'); s |= {D(9)}; print('or'); s.discard(D(10)); print('disc')
d = {}
d[D(1)] = D('a'); d[D(2)] = D('b'); print('two'); d.update({D(3): D('c')}); print('upd'); d.pop(D(4)); print('pop')
d = dict.fromkeys(make(2), D('val')); print('fk'); del d
d = {D(5): 1, D(6): 2}; print('lit'); del d
s = {D(7), D(8)}; print('slit'); del s
print(D(1) in [D(2), D(3)], [D(4)].index(D(5)), [D(6), D(7)].count(D(8)))
l = [D(1), D(2)]; l.remove(D(3)); print('rem'); l.insert(0, D(4)); l.extend([D(5)]); l.reverse(); l.sort(key=lambda d: d.n); print('sort'); l.append(D(6)); del l[0]; print('d0'); l = l[1:]; print('sl'); l *= 0; print('mul')
t = (D(1),) + (D(2),); del t; print('tup'); t = (D(3),) * 2; del t
