def f(): return min()
class C0:
    def __enter__(self):
        return self
    def __exit__(self, kind, value, trace):
        return True
with C0() as o: f()
with C0() as o: x = f() + 1
def g():
    with C0() as o: f()
    with C0() as o: x = f() + 1
    for i in range(3):
        with C0() as o: f()
g()
