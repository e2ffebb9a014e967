class B:
    def __init__(self, n): self.n = n
    def __del__(self): print('B', self.n)
class A:
    def __init__(self, n, bad=False):
        self.n = n; self.b = B(n); self.bad = bad
    def __del__(self):
        print('A', self.n)
        x = B(self.n + 10)
        if self.bad: boom
def f():
    l = [A(1), A(2, True), A(3)]
    raise ValueError
try:
    f()
except ValueError:
    print('h')
l = [A(4, True), [A(5), A(6, True)], A(7)]
l = None
print('end')
def g(o):
    try:
        yield
    finally:
        print('fin')
        yield
        print('no')
def k():
    x = [g(A(8)), g(B(9))]
    next(x[0]); next(x[1])
    y = A(20, True)
    return 1
print(k())
for i in g(A(30, True)):
    break
print('end')
