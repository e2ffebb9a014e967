import pickle, io, copyreg
class C:
    def __init__(self, a): self.a = a
class MyP(pickle.Pickler):
    def persistent_id(self, o):
        return ('id', o.a) if isinstance(o, C) else None
class MyU(pickle.Unpickler):
    def persistent_load(self, pid): print('load', pid); return C(pid[1])
    def find_class(self, m, n): print('find', m, n); return super().find_class(m, n)
for pr in range(1, 6):
    f = io.BytesIO()
    MyP(f, pr).dump([C(1), C(2), 3, int])
    print(f.getvalue())
    f.seek(0)
    print([getattr(x, 'a', x) for x in MyU(f).load()])
class OV(pickle.Pickler):
    def reducer_override(self, o):
        if isinstance(o, C): return (C, (o.a * 2,))
        return NotImplemented
f = io.BytesIO(); OV(f).dump([C(4), len]); print(pickle.loads(f.getvalue())[0].a)
def red(o): return C, (99,)
f = io.BytesIO(); p = pickle.Pickler(f); p.dispatch_table = {C: red}; p.dump(C(1)); print(pickle.loads(f.getvalue()).a)
class DT(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
DT.dispatch_table[C] = red
f = io.BytesIO(); DT(f).dump(C(1)); print(pickle.loads(f.getvalue()).a)
class W:
    def write(self, b): print('write', b)
pickle.dump([1, 'a'], W())
class Rd:
    def __init__(self, b): self.f = io.BytesIO(b)
    def read(self, n): print('read', n); return self.f.read(n)
    def readline(self): print('line'); return self.f.readline()
for pr in (0, 2, 4):
    print(pickle.load(Rd(pickle.dumps([1, 'abc', C], pr))))
