class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
class R(D):
    def __add__(self, o): raise KeyError
    def __getitem__(self, o): raise KeyError
    def __lt__(self, o): raise KeyError
    def __contains__(self, o): raise KeyError
    def __iadd__(self, o): raise KeyError
for f in (lambda: D(1) + D(2), lambda: D(1)[D(2)], lambda: [][D(3)], lambda: D(1) < D(2), lambda: R(1) + R(2), lambda: R(1)[R(2)], lambda: R(1) < R(2), lambda: R(1) in R(2), lambda: -D(1), lambda: D(1).zz, lambda: D(1)(D(2))):
    try:
        f()
    except Exception as e:
        print(type(e).__name__)
    e = None
def inplace():
    x = R(1)
    x += R(2)
try: inplace()
except KeyError: print('k')
